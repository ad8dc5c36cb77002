// Who is inside: the person who unlocked, with the keys and the token, in memory only.

import { Trouble } from "./db.js";

let person = null;

/** {member, name, language, device, county, area, box, dk, ok, token}, or null while locked. */
export const inside = () => person;

export const enter = (who) => { person = who; };

/** The person inside; throws `locked` when nobody is. */
export const needed = () => {
  if (!person) throw new Trouble("locked");
  return person;
};

/** Throws `locked` unless this person is still inside: what was fetched for one is never shown to another. */
export const still = (who) => {
  if (person !== who) throw new Trouble("locked");
};
