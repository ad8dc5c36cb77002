// Room for what is recorded here, when the phone is full of photos.
//
// Browsers say a made-up quota, and what is deleted from IndexedDB gives its room back only when the browser tidies up,
// perhaps tomorrow. So reserve files lie beside the database: dropped, their room is there at once (docs/decisions/0016).

import { keysOf, ofMember, write } from "./db.js";
import { inside } from "./inside.js";

const FACTS = "facts"; // 4 MB: some thousand facts
const LAST = ["last-1", "last-2", "last-3", "last-4", "last-5", "last-6"]; // a try at the PIN each: see `spend`
const SIZES = new Map([[FACTS, 4 << 20], ...LAST.map((name) => [name, 128 << 10])]);

const folder = () => navigator.storage?.getDirectory?.();

const isKept = async (place, name, size) => {
  try {
    const handle = await place.getFileHandle(name);
    return (await handle.getFile()).size >= size; // less: the app was closed while writing it
  } catch {
    return false;
  }
};

const fill = async (place, name, size) => {
  const file = await (await place.getFileHandle(name, { create: true })).createWritable();
  await file.write(new Uint8Array(size));
  await file.close();
};

/** See to it that there is a reserve. Gives whether there is all of it: as long as not, nothing is downloaded. */
export const isRoomy = async () => {
  const place = await folder();
  if (!place) return true; // an old browser: no reserve, no questions
  try {
    for (const [name, size] of SIZES) if (!(await isKept(place, name, size))) await fill(place, name, size);
    return true;
  } catch {
    return false;
  }
};

const drop = async (name) => {
  try {
    await (await folder()).removeEntry(name);
    return true;
  } catch {
    return false;
  }
};

/**
 * Make room: the reserve first; when it is gone, downloaded records, which can be fetched again, those of the others on
 * this phone before those of whoever is inside (what they look at stays in memory until they lock). Gives how many
 * things were dropped; 0 when there is nothing left to drop.
 */
export const makeRoom = async () => {
  if (await drop(FACTS)) return 1;
  const keys = await keysOf("shelves");
  const mine = inside()?.member;
  const others = [...new Set(keys.map(([member]) => member))].filter((member) => member !== mine);
  const dropped = others.length || !mine ? others : [mine];
  try {
    await write(["shelves", "meta"], (shelves, meta) => Promise.all(dropped.map((member) => forget(shelves, meta, member))));
  } catch (problem) {
    if (problem.code === "full") return 0; // not even room to note that something goes
    throw problem;
  }
  return keys.filter(([member]) => dropped.includes(member)).length;
};

/** Do something; where there is no room for it, make some first. */
export const withRoom = async (work) => {
  for (;;) {
    try {
      return await work();
    } catch (problem) {
      if (problem.code !== "full" || !(await makeRoom())) throw problem;
    }
  }
};

/** Give up one of the last files, for one try at the PIN on a phone without any room. Gives whether there was one. */
export const spend = async () => {
  for (const name of LAST) if (await drop(name)) return true;
  return false;
};

// The feed is begun anew; its turns go on counting, because receipts refer to them.
const forget = async (shelves, meta, member) => {
  const key = `down:${member}`;
  const place = await meta.get(key);
  await Promise.all([shelves.delete(ofMember(member)), place && meta.put({ key, turn: place.turn, settled: place.settled })]);
};
