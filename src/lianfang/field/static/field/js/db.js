// The phone's database. What is in it, and under which key each piece is sealed: docs/decisions/0016.

import { openDB } from "../../vendor/idb/index.js";

/** Something went wrong that the app has an answer to, known by its `code`. */
export class Trouble extends Error {
  constructor(code, more = {}) {
    super(more.why || code);
    Object.assign(this, { code }, more);
  }
}

const upgrade = (db) => {
  db.createObjectStore("people", { keyPath: "member" });
  db.createObjectStore("shelves", { keyPath: ["member", "type", "bucket"] });
  const outbox = db.createObjectStore("outbox", { keyPath: "n", autoIncrement: true });
  outbox.createIndex("entry", "id", { unique: true });
  outbox.createIndex("member", "member");
  db.createObjectStore("sent", { keyPath: "id" }).createIndex("member", "member");
  db.createObjectStore("drafts", { keyPath: ["member", "key"] });
  db.createObjectStore("meta", { keyPath: "key" });
};

let opened;

const database = () => {
  opened ??= openDB("lianfang", 1, {
    upgrade,
    blocking: (_from, _to, event) => { // a newer app in another tab goes first
      event.target.close();
      opened = undefined;
    },
    terminated: () => { opened = undefined; },
  });
  return opened;
};

/** All rows of one person: of a store keyed by [member, …]. */
export const ofMember = (member) => IDBKeyRange.bound([member], [member, []]);

export const get = async (store, key) => (await database()).get(store, key);
export const all = async (store, range) => (await database()).getAll(store, range);
export const keysOf = async (store, range) => (await database()).getAllKeys(store, range);
export const allBy = async (store, index, value) => (await database()).getAllFromIndex(store, index, value);

/**
 * One transaction: all of it or nothing, and on the disk when this resolves (`strict`), not in a buffer.
 * `work` gets the stores in the order of `names`; in it only requests to the database may be awaited, because a
 * transaction ends by itself as soon as it has nothing to do. Rejects with `full` when there is no room.
 */
export const write = async (names, work, durability = "strict") => {
  const transaction = (await database()).transaction(names, "readwrite", { durability });
  transaction.done.catch(() => {}); // heard below; `work` may fail first
  try {
    const result = await work(...names.map((name) => transaction.objectStore(name)));
    await transaction.done;
    return result;
  } catch (error) {
    giveUp(transaction);
    throw isFull(error) || isFull(transaction.error) ? new Trouble("full") : error;
  }
};

const giveUp = (transaction) => {
  try {
    transaction.abort();
  } catch {
    // it had ended already
  }
};

const isFull = (error) => error?.name === "QuotaExceededError";

/** Read from several stores as they were at one moment. */
export const read = async (names, work) => {
  const transaction = (await database()).transaction(names);
  return work(...names.map((name) => transaction.objectStore(name)));
};

/** What is remembered under a name, beside `key`. */
export const recall = async (key) => get("meta", key);
export const remember = (row) => write(["meta"], (meta) => meta.put(row));
