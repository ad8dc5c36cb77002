// What the passage screen needs of this phone: the post, what holds there, who was here before, who is looked for.

import { provinceOf } from "../../checkpoints/js/pad.js";
import { ask } from "./asking.js";
import { holding } from "./corrected.js";
import { pending } from "./facts.js";
import { dayOf } from "./days.js";
import { today } from "./labels.js";
import * as records from "./records.js";
import * as reference from "./reference.js";

export const PASSED = "checkpoints.passed";
const DIVISIONS = "/static/protocols/divisions.json";
const TYPED = 3; // characters of a plate after which those that may be meant are offered
const MOST = 40;
const OFFERED = 3; // places, and ways in which plates begin

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

const latest = (some) => some.sort((one, other) => (one.at < other.at ? 1 : -1));

/** My passages of today at a post, as they hold now: entries, the latest first. */
export const mine = async (post) => {
  const entries = (await pending()).map(({ entry }) => entry).reverse();
  const today_ = today();
  return holding(entries).filter(({ kind, at, data }) => kind === PASSED && data.post === post && dayOf(at) === today_).reverse();
};

// Of somebody recalled on this phone the name stands in an earlier passage.
const named = (passages) => {
  const known = new Map(passages.flatMap(({ people = [] }) => people).filter(({ person, name }) => person && name).map((one) => [one.person, one]));
  return passages.map((one) => ({ ...one, people: (one.people ?? []).map((each) => ({ ...known.get(each.person), ...each })) }));
};

const recall = async ({ plate, id }) => {
  if (id) return named(latest([...records.all("passage").values()].filter(({ people = [] }) => people.some(({ tail }) => tail === id.slice(-4)))).slice(0, MOST));
  const exact = records.of("passage", "plate", plate);
  const meant = exact.length || plate.length < TYPED ? exact : [...records.all("passage").values()].filter((one) => one.plate?.includes(plate));
  return named(latest(meant).slice(0, MOST));
};

/** The commonest values of what `value` gives of passages, as many as are offered. */
const commonest = (value) => {
  const counts = new Map();
  for (const passage of records.all("passage").values()) {
    const one = value(passage);
    if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one).slice(0, OFFERED).map(([one]) => one);
};

let names = {};

/** {code: name} of the country's divisions: kept beside the app, for phones at posts only. */
export const divisions = async () => {
  const cache = await caches.open("divisions");
  let kept = await cache.match(DIVISIONS);
  if (!kept) {
    await cache.add(DIVISIONS);
    kept = await cache.match(DIVISIONS);
  }
  names = await kept.json();
  return names;
};

const call = (code) => {
  const own = reference.areaName(code);
  return own === code ? names[code.slice(0, 6)] ?? names[code.slice(0, 4)] ?? code : own;
};

/** The `place` of a <passage-form> at this post. */
export const placeOf = (post) => {
  const protocols = reference.protocols();
  const county = post.area.slice(0, 6);
  const usual = { origin: commonest((one) => one.origin), bound_for: commonest((one) => one.bound_for) };
  return {
    post, protocols, county, today: today(), recall, ask, divisions, named: call,
    actions: reference.words("action") ?? {},
    starts: [...commonest(({ plate }) => plate?.slice(0, 2)), provinceOf(county)],
    quick: (field, direction) => {
      const here = (field === "origin") === (direction === "out");
      const listed = here ? [] : protocols.listed.map(({ code, name }) => [code, name]);
      const codes = [here && county, ...usual[field]].filter(Boolean);
      return [...new Map([...listed, ...codes.map((code) => [code, call(code)])])];
    },
  };
};
