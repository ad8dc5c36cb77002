// What is being typed: kept sealed until it is recorded or dropped.

import { all, get, ofMember, write } from "./db.js";
import { needed } from "./inside.js";
import { open, seal } from "./keys.js";

const nameOf = (member, key) => `draft/${member}/${key}`;

// A draft that was dropped while it was still being sealed must not come back.
const turns = new Map();
const turnOf = (key) => turns.get(key) ?? 0;

/** A save that is under way for this key comes to nothing. */
export const forestall = (key) => turns.set(key, turnOf(key) + 1);

/** Not on the disk at once, for the battery's sake: it survives a closed tab, a power cut may cost the last words. */
export const save = async (key, value) => {
  const { member, dk } = needed();
  forestall(key);
  const turn = turnOf(key);
  const row = { member, key, saved: Date.now(), ...(await seal(dk, value, nameOf(member, key))) };
  if (turn === turnOf(key)) await write(["drafts"], (drafts) => drafts.put(row), "relaxed");
};

/** What was kept under a key, or null. */
export const load = async (key) => {
  const { member, dk } = needed();
  const row = await get("drafts", [member, key]);
  return row ? open(dk, row, nameOf(member, key)) : null;
};

export const drop = async (key) => {
  const { member } = needed();
  forestall(key);
  await write(["drafts"], (drafts) => drafts.delete([member, key]), "relaxed");
};

/** [{key, value, saved}…], the latest first. */
export const list = async () => {
  const { member, dk } = needed();
  const rows = await all("drafts", ofMember(member));
  rows.sort((one, other) => other.saved - one.saved);
  return Promise.all(rows.map(async (row) => ({ key: row.key, saved: row.saved, value: await open(dk, row, nameOf(member, row.key)) })));
};
