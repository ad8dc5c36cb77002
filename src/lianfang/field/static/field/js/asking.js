// Who is looked for, asked on the phone: GET /field/v1/asking, kept sealed, in memory while somebody is inside.

import { ask as fetched } from "./api.js";
import { recall, remember } from "./db.js";
import { needed, still } from "./inside.js";
import { open, seal } from "./keys.js";
import { setOf, sought, wordsOf, wordsOfPlate } from "./sought.js";

let set = null;
let version = "";

const keyOf = (member) => `asking:${member}`;

export const clear = () => { [set, version] = [null, ""]; };

export const load = async () => {
  const who = needed();
  const row = await recall(keyOf(who.member));
  const kept = row?.data ? await open(who.dk, row, row.key) : null;
  await use(who, kept);
};

const use = async (who, kept) => {
  const ready = kept && await setOf(kept);
  still(who);
  [set, version] = [ready, kept?.version ?? ""];
};

/** Fetch the set unless it is this version; without one (no post to man any more) forget it. */
export const refresh = async (latest = "") => {
  if (latest === version) return;
  const who = needed();
  const key = keyOf(who.member);
  const kept = latest ? await fetched("/field/v1/asking", { who }) : null;
  await remember({ key, ...(kept && await seal(who.dk, kept, key)) });
  await use(who, kept);
};

/**
 * Who of these is looked for: [{about: "vehicle" | index in `people`, action}…]. Mostly nobody; once in hundreds of
 * passages a stranger by chance, so a hit is to be checked with the office.
 */
export const ask = async ({ plate, people = [] }) => {
  if (!set) return [];
  const asked = [["vehicle", wordsOfPlate(plate)], ...people.map((one, index) => [index, wordsOf(one)])];
  const found = await Promise.all(asked.map(async ([about, words]) => ({ about, action: await sought(set, words) })));
  return found.filter(({ action }) => action);
};
