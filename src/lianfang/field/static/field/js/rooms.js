// Rooms of the app that only some people's work needs. Whoever is inside and has that work gets theirs, once; the
// service worker keeps it and takes it along to every new version.

import { bus } from "./bus.js";
import { kind } from "./reference.js";

const ROOMS = { posts: "checkpoints.passed" }; // a room, and the kind that whoever needs it may record

const asked = new Set();

const ask = () => {
  for (const [room, work] of Object.entries(ROOMS)) if (kind(work) && !asked.has(room)) fetchIt(room);
};

const fetchIt = (room) => {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return; // a private window keeps nothing: the room comes from the network
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: done }) => { if (!done) asked.delete(room); };
  asked.add(room);
  worker.postMessage({ room }, [port2]);
};

/** Begin to look after them. */
export const start = () => {
  for (const news of ["session", "sync"]) bus.addEventListener(news, ask);
  ask();
};
