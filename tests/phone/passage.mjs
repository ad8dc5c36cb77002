// node passage.mjs JS_OF_CHECKPOINTS JS_OF_DESK: one line of JSON in, one out: {act, …} is answered by the modules themselves.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const load = (path) => import(`data:text/javascript;base64,${readFileSync(path).toString("base64")}`);
const [passage, wedge, rules] = await Promise.all(
  [`${process.argv[2]}/passage.js`, `${process.argv[2]}/wedge.js`, `${process.argv[3]}/decide.js`].map(load));

const ACTS = {
  weigh: ({ state, place, hits }) => passage.weigh({ ...passage.fresh(), ...state }, place, rules, hits),
  data: ({ state, place, hits }) => {
    const whole = { ...passage.fresh(), ...state };
    return passage.dataOf(whole, place.post, passage.weigh(whole, place, rules, hits));
  },
  again: ({ data, place }) => {
    const state = passage.stateOf({ id: "e", data }, place, rules);
    return passage.dataOf(state, place.post, passage.weigh(state, place, rules));
  },
  degrees: ({ typed }) => typed.map((one) => passage.degrees(one) ?? null),
  card: ({ text, gap, typed = "" }) => {
    const by = (chars, from, step) => [...chars].map((char, at) => ({ char, at: from + at * step }));
    return Boolean(wedge.cardOf([...by(typed, 0, 200), ...by(text, typed.length * 200, gap)]));
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { act, ...given } = JSON.parse(line);
  console.log(JSON.stringify(ACTS[act](given)));
}
