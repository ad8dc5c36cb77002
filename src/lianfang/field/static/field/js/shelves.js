// What the server said last about each record, on sealed shelves: 64 buckets to a type, each one sealed blob.
// Facts recorded here never change a shelf; records.js lays what they do over it.

import { ofMember, read, write } from "./db.js";
import { needed, still } from "./inside.js";
import { open, seal } from "./keys.js";

const BUCKETS = 64;

let types = new Map(); // type → 64 Maps of id → record
let turn = 0; // counts the pieces taken in; every record carries the turn that brought it, as `_turn`

const bucketOf = (id) => parseInt(id.slice(-2), 16) % BUCKETS;
const shelfOf = (type) => {
  if (!types.has(type)) types.set(type, Array.from({ length: BUCKETS }, () => new Map()));
  return types.get(type);
};
const nameOf = (member, type, bucket) => `shelf/${member}/${type}/${bucket}`;

export const turnNow = () => turn;

/** The record as the server said it, or undefined. */
export const base = (type, id) => types.get(type)?.[bucketOf(id)].get(id);

export const clear = () => { [types, turn] = [new Map(), 0]; };

/** Read the shelves of the person inside; gives the place in the feed up to which they go. */
export const load = async () => {
  const who = needed();
  const { member, dk } = who;
  const [rows, place = {}] = await read(["shelves", "meta"], (shelves, meta) =>
    Promise.all([shelves.getAll(ofMember(member)), meta.get(`down:${member}`)]));
  const opened = await Promise.all(rows.map((row) => open(dk, row, nameOf(member, row.type, row.bucket))));
  still(who);
  if (place.turn < turn) return place; // a piece was taken in while this was read
  clear();
  turn = place.turn ?? 0;
  rows.forEach(({ type, bucket }, number) => {
    shelfOf(type)[bucket] = new Map(opened[number].map((record) => [record.id, record]));
  });
  return place;
};

/** All records: type by type, one by one. */
export function* everything() {
  for (const shelf of types.values()) for (const bucket of shelf) yield* bucket.values();
}

/**
 * Take in one piece and remember the place in the feed, in one transaction: `records`, ids `gone` ([type, id]), and
 * with `since` everything that a full walk begun at that turn did not bring. Gives [[type, id]…] of what changed.
 */
export const take = async ({ records, gone = [], since = null }, place) => {
  const who = needed();
  const next = turn + 1;
  const changes = new Map(); // "type/bucket" → Map of id → record or null
  const note = (type, id, record) => {
    const key = `${type}/${bucketOf(id)}`;
    if (!changes.has(key)) changes.set(key, new Map());
    changes.get(key).set(id, record);
  };
  if (since !== null) for (const { t, id, _turn } of everything()) if (_turn < since) note(t, id, null);
  for (const [type, id] of gone) note(type, id, null);
  for (const record of records) note(record.t, record.id, { ...record, _turn: next });
  const shelves = await Promise.all([...changes].map(([key, changed]) => sealed(who, key, changed)));
  await write(["shelves", "meta"], (rows, meta) => Promise.all([
    ...shelves.map(({ row, key }) => (row.data ? rows.put(row) : rows.delete(key))),
    meta.put({ ...place, key: `down:${who.member}`, turn: next }),
  ]));
  still(who);
  for (const { type, bucket, content } of shelves) shelfOf(type)[bucket] = content;
  turn = next;
  return [...changes].flatMap(([key, changed]) => [...changed.keys()].map((id) => [key.split("/")[0], id]));
};

const sealed = async ({ member, dk }, name, changed) => {
  const [type, number] = name.split("/");
  const bucket = Number(number);
  const content = new Map(types.get(type)?.[bucket]);
  for (const [id, record] of changed) record ? content.set(id, record) : content.delete(id);
  const blob = content.size ? await seal(dk, [...content.values()], nameOf(member, type, bucket)) : {};
  return { row: { member, type, bucket, ...blob }, key: [member, type, bucket], type, bucket, content };
};
