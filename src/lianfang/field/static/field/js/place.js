// What the passage screen needs of this phone: what holds there, who was here before, who is looked for.

import { ask } from "./asking.js";
import { today } from "./labels.js";
import { divisions, latest } from "./post.js";
import * as records from "./records.js";
import * as reference from "./reference.js";

const TYPED = 3; // characters of a plate after which those that may be meant are offered
const MOST = 40;
const PATIENCE = 300; // milliseconds for the names of places: without them codes are shown
const OFFERED = 3; // places, and ways in which plates begin

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

const country = async () => {
  names = await divisions();
  return names;
};

const call = (code) => {
  const own = reference.areaName(code);
  return own === code ? names[code.slice(0, 6)] ?? names[code.slice(0, 4)] ?? code : own;
};

/** The `place` of a <passage-form> at this post. */
export const placeOf = async (post) => {
  const protocols = reference.protocols();
  await Promise.race([country().catch(() => {}), new Promise((late) => setTimeout(late, PATIENCE))]);
  const county = post.area.slice(0, 6);
  const usual = { origin: commonest((one) => one.origin), bound_for: commonest((one) => one.bound_for) };
  return {
    post, protocols, county, today: today(), recall, ask, divisions: country, named: call,
    actions: reference.words("action") ?? {},
    starts: commonest(({ plate }) => plate?.slice(0, 2)),
    quick: (field, direction) => {
      const here = (field === "origin") === (direction === "out");
      const listed = here ? [] : protocols.listed.map(({ code, name }) => [code, name]);
      const codes = [here && county, ...usual[field]].filter(Boolean);
      return [...new Map([...listed, ...codes.map((code) => [code, call(code)])])];
    },
  };
};
