// What the phone knows: the server's records with the effects of this phone's own facts laid over them, in memory.
// Nothing is ever undone by hand: a fact that was refused or taken in simply is not laid over any more.

import * as asking from "./asking.js";
import { tell } from "./bus.js";
import { holding } from "./corrected.js";
import { apply } from "./effects.js";
import { find as findIn } from "./find.js";
import { inside } from "./inside.js";
import * as outbox from "./outbox.js";
import * as reference from "./reference.js";
import * as shelves from "./shelves.js";

let view = new Map(); // type → Map of id → record
let indexes = new Map(); // type → Map of field → Map of value → Set of ids
let touched = new Map(); // "type/id" → [type, id] of what facts were laid over
let settled = -1; // facts accepted up to this turn are in the server's records

const mapOf = (type) => {
  if (!view.has(type)) view.set(type, new Map());
  return view.get(type);
};

/** All records of a type by id. Not to be changed. */
export const all = (type) => mapOf(type);

export const get = (type, id) => view.get(type)?.get(id);

/** The records of a type whose field has a value: of("person", "household", id). */
export const of = (type, field, value) => {
  const ids = indexOf(type, field).get(value) ?? [];
  return [...ids].map((id) => get(type, id));
};

/** At most 50 of [{type, record}…] for what was typed, the best first. */
export const find = (text) => findIn(text, ["target", "person", "household"].map((type) => [type, all(type).values()]));

const indexOf = (type, field) => {
  if (!indexes.has(type)) indexes.set(type, new Map());
  const fields = indexes.get(type);
  if (!fields.has(field)) {
    fields.set(field, new Map());
    for (const record of all(type).values()) enlist(fields.get(field), record[field], record.id);
  }
  return fields.get(field);
};

const enlist = (index, value, id) => {
  if (!index.has(value)) index.set(value, new Set());
  index.get(value).add(id);
};

const set = (type, id, record) => {
  const before = get(type, id);
  for (const [field, index] of indexes.get(type) ?? []) {
    if (before) index.get(before[field])?.delete(id);
    if (record) enlist(index, record[field], id);
  }
  if (record) mapOf(type).set(id, record);
  else mapOf(type).delete(id);
};

/** Read everything of the person inside. */
export const load = async () => {
  const [place] = await Promise.all([shelves.load(), outbox.load(), reference.load(), asking.load()]);
  settled = place.settled ?? -1;
  [view, indexes, touched] = [new Map(), new Map(), new Map()];
  for (const record of shelves.everything()) mapOf(record.t).set(record.id, record);
  lay();
};

export const clear = () => {
  [view, indexes, touched, settled] = [new Map(), new Map(), new Map(), -1];
  for (const part of [shelves, outbox, reference, asking]) part.clear();
};

/** The server's records changed ([[type, id]…]), and with `upTo` all facts accepted up to that turn are in them. */
export const changed = (keys, upTo = settled) => {
  settled = upTo;
  for (const [type, id] of keys) set(type, id, shelves.base(type, id));
  lay();
};

/** Lay the facts over the server's records anew: their number is small, a day's work. */
export const lay = () => {
  for (const [type, id] of touched.values()) set(type, id, shelves.base(type, id));
  touched = new Map();
  const who = { member: inside()?.member, groups: reference.myGroups() };
  const facts = outbox.facts().filter(({ row }) => counts(row));
  const rows = new Map(facts.map(({ row, entry }) => [entry.id, row]));
  for (const entry of holding(facts.map(({ entry }) => entry))) apply(over(rows.get(entry.id)), entry, who);
  tell("records");
};

// A refused fact is not in force.
const counts = ({ state, turn }) => {
  if (state === "refused") return false;
  return turn === undefined || turn > settled;
};

// A record that came down after the fact had been accepted has it in it already.
const over = ({ turn }) => ({
  get: (type, id) => get(type, id),
  put: (record) => {
    if (turn !== undefined && shelves.base(record.t, record.id)?._turn > turn) return;
    touched.set(`${record.t}/${record.id}`, [record.t, record.id]);
    set(record.t, record.id, record);
  },
});
