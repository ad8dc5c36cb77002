// What a decision table says of somebody: the rules of lianfang.protocols.decide and .exposure, for the post.
// Both sides read tests/protocols/cases. Pure: no words, no clock, no network.

/** The first rule that holds: {rule, outcome, measure, days, steps, basis, why, needs}. A rule that may still hold,
 * because something is not known, is never passed over: then `rule` is "" and `needs` names what to ask, first first. */
export const decide = (table, facts) => {
  const known = new Map(Object.entries(table.inputs)
    .filter(([name, input]) => Object.hasOwn(facts, name) && fits(input, facts[name]))
    .map(([name]) => [name, facts[name]]));
  for (const rule of table.rules) {
    const asked = Object.entries(rule.when);
    if (asked.some(([name, wanted]) => known.has(name) && !meets(known.get(name), wanted))) continue;
    const needs = asked.map(([name]) => name).filter((name) => !known.has(name));
    return needs.length ? { ...NOTHING, needs } : said(table, rule);
  }
  throw new Error(`table ${table.id} has no last rule`);
};

const NOTHING = { rule: "", outcome: null, measure: null, days: null, steps: [], basis: [], why: null, needs: [] };

const said = (table, { id, then, why }) =>
  ({ ...NOTHING, ...then, steps: then.steps ?? [], basis: then.basis ?? [], rule: `${table.id}/${id}`, why });

/** Whether a value is of the input's type: anything else counts as not known. */
const fits = (input, value) => {
  if (input.type === "number") return typeof value === "number" && Number.isFinite(value);
  if (input.type === "bool") return typeof value === "boolean";
  return typeof value === "string" && Object.hasOwn(input.choices, value);
};

const meets = (value, wanted) => {
  if (Array.isArray(wanted)) return wanted.includes(value);
  if (wanted === null || typeof wanted !== "object") return value === wanted;
  return Object.entries(wanted).every(([bound, limit]) => limit === null || BOUNDS[bound](value, limit));
};

const BOUNDS = {
  ge: (value, limit) => value >= limit, gt: (value, limit) => value > limit,
  le: (value, limit) => value <= limit, lt: (value, limit) => value < limit,
};

/** Whether a stay in these areas, left on `left` (a day, or "" for today), counts on the day `on` by the listing:
 * days as "2020-02-01", `listed` as [{code, since, until, days}]. An area counts with everything in it. */
export const exposed = (listed, been, left, on) => listed.some(({ code, since, until, days }) => {
  const last = day(left || on);
  return been.some((place) => place.startsWith(code)) && last >= day(since) && last <= day(on)
    && day(on) <= Math.min(last, day(until)) + days;
});

const day = (text) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000;
