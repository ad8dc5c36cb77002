// Up: the oldest facts first, in small batches, until all have been answered.

import { tell } from "./bus.js";
import { ask } from "./api.js";
import { Trouble } from "./db.js";
import { needed, still } from "./inside.js";
import * as outbox from "./outbox.js";

const MOST = 50; // facts in one request
const LARGEST = 100 * 1024; // bytes in one request
const MINUTE = 60_000;
const AGAIN = { held: 10 * MINUTE, newer_version: 60 * MINUTE, server_error: 30 * MINUTE };

let most = MOST; // less after a failure, more again after a success
let underway = new Set();

/** The ids of the facts in the request that is under way. */
export const sending = () => underway;

/** Send what is due; with `force` also what would be sent again later. Throws Trouble when the network or server fails. */
export const upload = async ({ force = false } = {}) => {
  const who = needed();
  await outbox.load(); // another tab may have recorded
  const tried = new Set(); // held ones are asked about once in a run
  let taken = 0;
  for (;;) {
    const due = outbox.unsent().filter((item) => isDue(item, force) && !tried.has(item.row.id));
    if (!due.length) return taken;
    const batch = fitting(due);
    for (const { row } of batch) tried.add(row.id);
    taken += await send(who, batch);
  }
};

// A clock that was put back must not make a fact wait for ever.
const isDue = ({ row }, force) => {
  if (row.state === "refused") return false;
  return force || !row.due || row.due <= Date.now() || row.due > Date.now() + 2 * AGAIN.newer_version;
};

const sizeOf = (item) => (item.size ??= new TextEncoder().encode(JSON.stringify(item.entry)).length + 1);

const fitting = (items) => {
  const batch = [];
  let size = 0;
  for (const item of items.slice(0, most)) {
    size += sizeOf(item);
    if (batch.length && size > LARGEST) break;
    batch.push(item);
  }
  return batch;
};

/** Send one batch. What the server cannot read as a whole is halved, down to the one fact that is to blame. */
const send = async (who, batch) => {
  still(who);
  try {
    const answers = await posted(who, batch);
    still(who);
    most = Math.min(MOST, most * 2);
    return await settle(batch, answers);
  } catch (problem) {
    if (problem.code === "busy" && problem.status === 500) return failed(batch, problem);
    if (problem.status !== 413 && problem.status !== 400) throw problem;
    if (batch.length === 1) return settleOne(batch[0], problem);
    const half = Math.ceil(batch.length / 2);
    most = half;
    return (await send(who, batch.slice(0, half))) + (await send(who, batch.slice(half)));
  }
};

const posted = async (who, batch) => {
  show(batch);
  try {
    const headers = { "X-Clock": new Date().toISOString() }; // the phone's own clock, whatever an exercise says
    const answers = await ask("/api/v1/entries", { who, headers, body: batch.map(({ entry }) => entry) });
    if (!Array.isArray(answers)) throw new Trouble("busy", { status: 502, after: 0 });
    return answers;
  } finally {
    show([]);
  }
};

const show = (batch) => {
  underway = new Set(batch.map(({ row }) => row.id));
  tell("outbox");
};

// The server stumbled. Perhaps over one fact: ever fewer at a time, and that one is stepped over in the end.
const failed = async (batch, problem) => {
  most = Math.max(1, Math.floor(batch.length / 2));
  if (batch.length > 1) throw problem;
  await outbox.settle([[batch[0], { state: "waiting", ...later("server_error"), answer: { why: problem.why } }]]);
  throw problem;
};

const settleOne = async (item, { code, why }) => {
  await outbox.settle([[item, { state: "refused", code, answer: { why } }]]);
  return 0;
};

const later = (code) => ({ code, due: Date.now() + AGAIN[code] });

// An answer that is missing leaves its fact waiting: it is sent again, and known then.
const settle = async (batch, answers) => {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const answered = batch.filter(({ row }) => byId.has(row.id));
  const changes = answered.map((item) => [item, outcome(byId.get(item.row.id))]);
  await outbox.settle(changes);
  return changes.filter(([, { state }]) => state === "accepted" || state === "flagged").length;
};

const outcome = (answer) => {
  if (answer.status === "held") return { state: "held", ...later("held"), answer };
  if (answer.code === "newer_version") return { state: "waiting", ...later("newer_version"), answer };
  if (answer.status === "refused") return { state: "refused", code: answer.code ?? "", answer };
  return { state: answer.flags?.length ? "flagged" : "accepted", code: "", answer };
};
