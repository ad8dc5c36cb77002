// The post this phone stands at: which one, what waits there, what was recorded today.

import { holding } from "./corrected.js";
import { pending } from "./facts.js";
import { dayOf } from "./days.js";
import { today } from "./labels.js";
import * as records from "./records.js";

export const PASSED = "checkpoints.passed";
const DIVISIONS = "/static/protocols/divisions.json";

/** The post chosen on this phone, or the only one there is. */
export const myPost = () => {
  const open = posts();
  return open.length === 1 ? open[0] : open.find(({ id }) => id === localStorage.getItem("post"));
};

export const posts = () => [...records.all("post").values()].sort((one, other) => one.name.localeCompare(other.name, "zh"));

export const choosePost = (id) => localStorage.setItem("post", id);

/** Hits nobody has seen to yet, the latest first: of one post, or of all. */
export const openHits = (post) =>
  latest([...records.all("hit").values()].filter((hit) => !hit.state && (!post || hit.place === post)));

/** Records with a moment, the latest first. */
export const latest = (some) => some.sort((one, other) => (one.at < other.at ? 1 : -1));

/** My passages of today at a post, as they hold now: entries, the latest first. */
export const mine = async (post) => {
  const entries = (await pending()).map(({ entry }) => entry).reverse();
  const day = today();
  return holding(entries).filter(({ kind, at, data }) => kind === PASSED && data.post === post && dayOf(at) === day).reverse();
};

/** {code: name} of the country's divisions: kept beside the app, for phones at posts only. */
export const divisions = async () => {
  const cache = await caches.open("divisions");
  let kept = await cache.match(DIVISIONS);
  if (!kept) {
    await cache.add(DIVISIONS);
    kept = await cache.match(DIVISIONS);
  }
  return kept.json();
};
