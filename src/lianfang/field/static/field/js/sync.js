// When to send and fetch: on opening, online, visible, by hand, two seconds after something was recorded, and every
// minute while something waits; otherwise every five, because a prefecture has thousands of phones.

import { _ } from "../../desk/js/words.js";
import { refresh } from "./asking.js";
import { bus, tell, tellOthers } from "./bus.js";
import { recall, remember, Trouble } from "./db.js";
import { download, hello, refer } from "./down.js";
import { inside, needed } from "./inside.js";
import * as outbox from "./outbox.js";
import * as records from "./records.js";
import { greeted, isEnd, wipe } from "./session.js";
import { upload } from "./upload.js";

export { sending } from "./upload.js";

const MINUTE = 60_000;
const LONGEST = 5 * MINUTE; // between two tries after failures
const SOON = 2_000;
const FRESH = 5 * MINUTE; // as long as what came down is fresh enough

let now = { online: navigator.onLine, busy: false, phase: "", lastUp: null, lastDown: null, problem: null, progress: { done: 0, total: 0 } };

/**
 * {online, busy, phase: "" | "up" | "hello" | "down", unsent, held, refused, lastUp, lastDown (milliseconds), problem:
 * null | {code, why, options?}, progress: {done, total}}. `unsent` are on this phone only; `held` and `refused` have
 * reached the server.
 */
export const state = () => {
  const count = (is) => outbox.unsent(is).length;
  return { ...now, unsent: count("waiting"), held: count("held"), refused: count("refused") };
};

const set = (change) => {
  now = { ...now, ...change };
  tell("sync", state());
};

let started = false;

/** Begin to keep this phone and the server in step. */
export const start = () => {
  if (started) return;
  started = true;
  addEventListener("online", () => { set({ online: true }); again(); });
  addEventListener("offline", () => set({ online: false }));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) auto(); });
  bus.addEventListener("session", arrived);
  bus.addEventListener("other-outbox", other(async () => { await outbox.load(); records.lay(); tell("outbox"); set({}); }));
  bus.addEventListener("other-shelves", other(() => records.load()));
  setInterval(tick, MINUTE);
  arrived();
};

const tick = () => {
  const { unsent, held, lastDown } = state();
  if (unsent || held || Date.now() - lastDown >= FRESH) auto();
};

const other = (act) => (event) => { if (inside()?.member === event.detail.member) act().catch(quiet); };

// Read again by the next run; a tab that was locked meanwhile has nothing to read.
const quiet = () => {};

const arrived = async () => {
  if (!inside()) return set({ lastUp: null, lastDown: null, problem: null });
  const { member } = inside();
  const [up, down] = await Promise.all([recall(`up:${member}`), recall(`down:${member}`)]);
  set({ lastUp: up?.at ?? null, lastDown: down?.lastDown ?? null, problem: null });
  return again();
};

let timer;

/** Send a moment from now: a few taps make one request. */
export const soon = () => {
  set({});
  clearTimeout(timer);
  timer = setTimeout(auto, SOON);
};

const again = async () => {
  await relax();
  return auto();
};

const auto = async () => {
  if (!inside() || !navigator.onLine) return;
  const wait = await waiting();
  if (!wait) return run().catch(quiet);
  clearTimeout(timer);
  timer = setTimeout(auto, wait);
};

/** Send and fetch now, whatever was to wait. Resolves when done; what went wrong is in `state().problem`. */
export const syncNow = async () => {
  await relax();
  await run({ force: true });
};

// After a failure: longer and longer, not all phones at the same moment, and as long as the server asks for. Kept in
// the database so that every tab keeps to it.
const relax = () => remember({ key: "wait", until: 0, tries: 0 }).catch(quiet);

const waiting = async () => {
  const { until = 0 } = (await recall("wait")) ?? {};
  const wait = until - Date.now();
  return wait > 0 && wait <= 60 * MINUTE ? wait : 0;
};

const backOff = async (after = 0) => {
  const { tries = 0 } = (await recall("wait")) ?? {};
  const grown = Math.min(LONGEST, SOON * 2 ** tries) * (0.5 + Math.random());
  const wait = Math.max(grown, Math.min(after, 60 * MINUTE));
  await remember({ key: "wait", until: Date.now() + wait, tries: tries + 1 });
  clearTimeout(timer);
  timer = setTimeout(auto, wait);
};

let running = null;
let next = null;
let forced = false;

// One run at a time over all tabs: the others wait for the lock, and find nothing left to do. What was recorded or
// chosen while a run was under way may have come too late for it: then there is one more.
const run = ({ force = false } = {}) => {
  forced ||= force;
  if (running) {
    next ??= running.then(() => { next = null; return run(); });
    return next;
  }
  running = navigator.locks.request("lianfang-sync", once).finally(() => { running = null; });
  return running;
};

const once = async () => {
  if (!inside()) return;
  const who = needed();
  const force = forced;
  forced = false;
  set({ busy: true });
  try {
    await both(who, force);
    await relax();
    set({ online: navigator.onLine, problem: null, lastDown: Date.now() });
  } catch (problem) {
    await heed(who, problem);
  } finally {
    set({ busy: false, phase: "" });
  }
};

const both = async (who, force) => {
  set({ phase: "up" });
  try {
    await upload({ force });
  } finally {
    records.lay();
    tell("outbox");
    tellOthers("outbox", { member: who.member });
  }
  set({ phase: "hello" });
  const said = await hello(who);
  await reached(who); // and nothing is left that could have been sent
  await greeted(who, said);
  await refer(who, said);
  await refresh(said.asking);
  if (said.options?.length) throw new Trouble("choose_area", { options: said.options, why: _("负责的区域太大，请选择要带在手机上的区域。") });
  set({ phase: "down" });
  await download((progress) => set({ progress }));
};

const reached = async ({ member }) => {
  const at = Date.now();
  await remember({ key: `up:${member}`, at });
  set({ lastUp: at, online: navigator.onLine });
};

const heed = async (who, problem) => {
  const { code, why, reason, options, after } = problem;
  if (code === "locked") return;
  if (code === "unproven" && isEnd(reason)) {
    await wipe(who.member, reason, { said: why, box: who.box });
    return;
  }
  await backOff(after).catch(quiet); // without room for it: the next try comes with the next minute
  set({ problem: { code: code ?? "failed", why: why || String(problem.message), options }, ...(code === "offline" && { online: false }) });
  if (!code) console.error(problem);
};
