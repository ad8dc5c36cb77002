// What time it is: the phone's own, moved as far as an exercise (演练) moves the county's.

import { recall, remember } from "./db.js";

let known = { offset: 0, skew: 0 }; // both in milliseconds

/** Now, as a Date. */
export const now = () => new Date(Date.now() + known.offset);

/** How far the phone's clock was ahead of the server's at the last contact, in milliseconds. */
export const skew = () => known.skew;

/** The moment as an entry states it. */
export const iso = (moment = now()) => new Date(moment).toISOString();

export const load = async () => { known = (await recall("clock")) ?? known; };

/** What the server said: `offset` of the exercise in seconds, and its real time `at` (ISO), asked between two moments. */
export const learn = async ({ offset, at, asked, heard }) => {
  const skewed = at ? (asked + heard) / 2 - Date.parse(at) : known.skew;
  known = { key: "clock", offset: (offset ?? 0) * 1000, skew: Math.round(skewed) };
  await remember(known);
};
