// The facts of this phone: those not sent yet, and the receipts of those that were (kept a week).
// A row is sealed under the outbox key, which the county's server can open too (queue.js).

import { read, write } from "./db.js";
import { needed, still } from "./inside.js";
import { open, seal } from "./keys.js";
import { withRoom } from "./room.js";
import { turnNow } from "./shelves.js";

const KEPT = 7 * 24 * 3600_000;
const DONE = new Set(["accepted", "flagged"]);

let items = []; // {row, entry, answer}, in the order recorded

const isDone = ({ row }) => DONE.has(row.state);

export const clear = () => { items = []; };

/** Facts in the order recorded: {row, entry, answer}. `row.state`: waiting held refused accepted flagged. */
export const facts = () => items;

/** What has not been acknowledged: in `state`, or all of it. */
export const unsent = (state) => items.filter((item) => !isDone(item) && (!state || item.row.state === state));

// One at a time: what is being read must not replace what was written meanwhile.
let queue = Promise.resolve();
const alone = (work) => (...given) => {
  const done = queue.then(() => work(...given));
  queue = done.catch(() => {});
  return done;
};

/** Read the facts of the person inside; receipts older than a week go. */
export const load = alone(async () => {
  const who = needed();
  const unkept = items.filter(({ isKept }) => isKept === false);
  if (unkept.length && (await keep(unkept.map(({ row }) => row)))) for (const item of unkept) delete item.isKept;
  // At one moment: another tab moves facts from one store to the other.
  const [waiting, sent] = await read(["outbox", "sent"], (...stores) =>
    Promise.all(stores.map((store) => store.index("member").getAll(who.member))));
  const old = sent.filter((row) => row.done < Date.now() - KEPT);
  if (old.length) await write(["sent"], (store) => Promise.all(old.map((row) => store.delete(row.id))), "relaxed");
  const rows = [...sent.filter((row) => !old.includes(row)), ...waiting].filter((row) => row.box === who.box);
  const known = new Map(items.map((item) => [item.row.id, item]));
  const found = await Promise.all(rows.sort((one, other) => one.n - other.n).map((row) => opened(who, row, known.get(row.id))));
  still(who);
  items = found;
});

// An item stays the same object: the uploader may hold it while it is read again.
const opened = async ({ ok }, row, item = { row: {} }) => {
  if (item.isKept === false) return item;
  if (isSame(item.row.iv, row.iv) && isSame(item.row.said?.iv, row.said?.iv)) return item;
  const entry = await open(ok, row, row.id);
  const answer = row.said ? await open(ok, row.said, `said/${row.id}`) : {};
  return Object.assign(item, { row, entry, answer });
};

const isSame = (one, other) => one?.join() === other?.join(); // every sealing has another iv

/** Write facts, and drop the draft they came from: all of it or nothing, on the disk when this resolves. */
export const add = alone(async (entries, { draft } = {}) => {
  const { member, box, ok } = needed();
  const rows = await Promise.all(entries.map(async (entry) => ({
    id: entry.id, member, box, state: "waiting", code: "", recorded: Date.now(), ...(await seal(ok, entry, entry.id)),
  })));
  const numbers = await write(["outbox", "drafts"], (outbox, drafts) => Promise.all([
    ...rows.map((row) => outbox.add(row)),
    ...(draft === undefined ? [] : [drafts.delete([member, draft])]),
  ]));
  items.push(...rows.map((row, place) => ({ row: { ...row, n: numbers[place] }, entry: entries[place], answer: {} })));
});

/**
 * What became of facts: [[item, {state, code, due, answer}]…]. A fact leaves the outbox only in the transaction
 * that keeps its receipt.
 */
export const settle = alone(async (changes) => {
  const who = needed();
  const settled = await Promise.all(changes.map(async ([item, { answer, ...how }]) => ({
    item, answer, row: { ...item.row, ...how, said: await seal(who.ok, answer, `said/${item.row.id}`) },
  })));
  for (const { row } of settled) if (DONE.has(row.state)) Object.assign(row, { done: Date.now(), turn: turnNow() });
  const isKept = await keep(settled.map(({ row }) => row));
  still(who);
  for (const { item, answer, row } of settled) Object.assign(item, { answer, row, isKept });
});

// Without room for receipts the answers stay in memory and sending goes on; forgotten ones are sent again, and known.
const keep = async (rows) => {
  try {
    await withRoom(() => put(rows));
    return true;
  } catch (problem) {
    if (problem.code !== "full") throw problem;
    return false;
  }
};

const put = (rows) => write(["outbox", "sent"], (outbox, sent) => Promise.all(rows.flatMap((row) =>
  (DONE.has(row.state) ? [outbox.delete(row.n), sent.put(row)] : [outbox.put(row)]))));

/** Put another entry in the place of a refused one, to be sent again under the same id. */
export const replace = alone(async (item, entry) => {
  const { ok } = needed();
  const row = { ...item.row, state: "waiting", code: "", said: undefined, ...(await seal(ok, entry, entry.id)) };
  await write(["outbox"], (outbox) => outbox.put(row));
  Object.assign(item, { row, entry, answer: {} });
});

/** Take a fact away for good. */
export const remove = alone(async (item) => {
  await write(["outbox"], (outbox) => outbox.delete(item.row.n));
  items = items.filter((one) => one !== item);
});
