// Recording: what happened, written on this phone at once, sent when there is a network.

import { tell, tellOthers } from "./bus.js";
import { iso } from "./clock.js";
import { Trouble } from "./db.js";
import { forestall } from "./drafts.js";
import { needed } from "./inside.js";
import * as outbox from "./outbox.js";
import * as records from "./records.js";
import * as reference from "./reference.js";
import { sending, soon } from "./sync.js";
import { v7 } from "./uuid.js";

export * as drafts from "./drafts.js";
export { makeRoom } from "./room.js";

/** A fact, ready to be recorded. `at` (ISO or Date): when it happened, if not now; `corrects`: the entry it replaces;
 * `place`: the post. */
export const fact = (kind, subject, area, data, { at, id, corrects, place } = {}) => ({
  id: id ?? v7(),
  kind,
  ...(reference.kind(kind)?.version ? { version: reference.kind(kind).version } : {}),
  subject,
  area,
  ...(place ? { place } : {}),
  at: at ? iso(at) : iso(),
  ...(corrects ? { corrects } : {}),
  data,
});

/**
 * Record facts together: all of them are on this phone's disk when this resolves and the draft is gone, or nothing
 * has changed. Throws {code: "full"} when there is no room (see `makeRoom`), {code: "locked"} when nobody is inside.
 */
export const record = async (facts, { draft } = {}) => {
  const entries = Array.isArray(facts) ? facts : [facts];
  needed();
  if (draft !== undefined) forestall(draft);
  await outbox.add(entries, { draft });
  news();
  soon();
  return entries;
};

const news = () => {
  records.lay();
  tell("outbox");
  tellOthers("outbox", { member: needed().member });
};

/**
 * The facts of this phone, the latest first, with their honest state: waiting (on this phone), sending, held (the
 * server keeps it until what it follows has come), refused, accepted, flagged. Receipts stay a week.
 */
export const pending = async () => outbox.facts().map(shown).reverse();

const shown = ({ row, entry, answer }) => ({
  id: row.id,
  kind: entry.kind,
  subject: entry.subject,
  at: entry.at,
  state: sending().has(row.id) ? "sending" : row.state,
  why: answer.why ?? "",
  where: answer.where ?? "",
  code: row.code,
  flags: answer.flags ?? [],
  entry,
  recorded: row.recorded,
});

const refused = (id) => {
  const item = outbox.facts().find(({ row }) => row.id === id);
  if (item?.row.state !== "refused") throw new Trouble("not_refused");
  return item;
};

/** Send a refused fact again, put right, under the same id. */
export const mend = async (id, entry) => {
  await outbox.replace(refused(id), { ...entry, id });
  news();
  soon();
};

/** Give a refused fact up. The server keeps what it refused, for its author and a supervisor. */
export const discard = async (id) => {
  await outbox.remove(refused(id));
  news();
};
