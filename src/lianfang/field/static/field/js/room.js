// Making room: what was downloaded can be fetched again, what was recorded here cannot.

import { keysOf, ofMember, write } from "./db.js";
import { inside } from "./inside.js";

const RESERVE = 8 * 1024 * 1024;

/** Whether downloading may go on: some room is always left for what is recorded here. */
export const isRoomy = async () => {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return !quota || quota - usage > Math.min(RESERVE, quota / 10);
};

/**
 * Drop downloaded records: of the others on this phone first, then of whoever is inside (what they look at stays in
 * memory until they lock). Gives how many shelves were dropped; 0 when there is nothing left to drop.
 */
export const makeRoom = async () => {
  const keys = await keysOf("shelves");
  const mine = inside()?.member;
  const others = [...new Set(keys.map(([member]) => member))].filter((member) => member !== mine);
  const dropped = others.length || !mine ? others : [mine];
  await write(["shelves", "meta"], (shelves, meta) => Promise.all(dropped.map((member) => forget(shelves, meta, member))));
  return keys.filter(([member]) => dropped.includes(member)).length;
};

/** Do something that may find no room; then make some, and do it again. */
export const withRoom = async (work) => {
  try {
    return await work();
  } catch (problem) {
    if (problem.code !== "full" || !(await makeRoom())) throw problem;
    return work();
  }
};

// The feed is begun anew; its turns go on counting, because receipts refer to them.
const forget = async (shelves, meta, member) => {
  const key = `down:${member}`;
  const place = await meta.get(key);
  await Promise.all([shelves.delete(ofMember(member)), place && meta.put({ key, turn: place.turn, settled: place.settled })]);
};
