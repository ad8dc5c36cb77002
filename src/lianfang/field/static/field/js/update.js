// New versions of the app. One waits until nothing can be lost: no form being filled in, in any tab, and nobody in the
// middle of something (locked, or the screen off); or until the person says so. Then every tab starts anew.

import { bus, tell } from "./bus.js";
import { current } from "./session.js";
import { dirty } from "./ui.js";

const FILLING = "lianfang-filling"; // the lock that every tab with an unfinished form shares
const HOUR = 3_600_000;
const REST = 1_000; // a worker that still fetches the lock screen cannot be replaced

let registration;
let release;

/** Whether a new version waits. */
export const waiting = () => Boolean(registration?.waiting);

/** Whether the app is kept on this phone, so that it opens without network. */
export const kept = () => Boolean(navigator.serviceWorker?.controller);

/** The version that runs. */
export const version = () => document.querySelector("meta[name=version]").content;

/**
 * Let the new version take over, unless a form of some tab would be lost. It is told again until it does: Chromium
 * may leave it waiting when it was told while the former one still had something to answer.
 */
export const takeOver = async () => {
  for (let tries = 0; tries < 20 && waiting(); tries += 1) {
    if (!(await told())) return;
    await new Promise((go) => setTimeout(go, 500));
  }
};

const told = () => navigator.locks.request(FILLING, { ifAvailable: true }, (free) => {
  if (free) registration.waiting?.postMessage("take over");
  return Boolean(free);
});

/** Ask the server for a new version. */
export const check = () => registration?.update().catch(() => {}); // without network there is none

/** Begin to watch. */
export const start = async () => {
  if (!navigator.serviceWorker) return;
  let controlled = kept();
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
    tell("update");
  });
  addEventListener("dirty", hold);
  bus.addEventListener("session", settle);
  document.addEventListener("visibilitychange", () => (document.hidden ? settle() : check()));
  setInterval(check, HOUR);
  registration = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" }).catch(() => undefined);
  if (!registration) return; // a private window keeps nothing: the app runs from the network
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => { if (coming.state === "installed") settle(); });
  });
  settle();
};

const settle = () => {
  if (!waiting()) return;
  tell("update");
  setTimeout(() => { if (atRest()) takeOver(); }, REST);
};

const atRest = () => (!current() || document.hidden) && !dirty.any();

const hold = ({ detail: { any } }) => {
  if (any && !release) {
    navigator.locks.request(FILLING, { mode: "shared" }, () => new Promise((resolve) => { release = resolve; }));
  } else if (!any) {
    release?.();
    release = undefined;
    settle();
  }
};
