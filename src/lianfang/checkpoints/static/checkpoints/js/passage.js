// What is being said about one passage: its state, what the table decides of it, and the data of the entry. Pure.
//
// A person: {person, name, tail} recalled, or {id_number, name, phone} new; `temperature` as typed ("365"), `been`,
// `left_on`, `lodging`, `exposed` and `outsider` (true, false, or not said), `outcome` where somebody chose another.

const NORMAL = 36.5; // before somebody is measured: which questions will come anyway
const STAYS = ["home", "central"];
const WAITS = ["held", "hospital", "central"]; // with one of these the vehicle waits too

/** A passage nobody has said anything about; direction and places may be taken over from the one before. */
export const fresh = ({ direction = "in" } = {}) => ({
  plate: "", walking: false, people: [], others: 0, direction, origin: "", bound_for: "", asked: {}, disinfected: false,
  note: "", outcome: "", corrects: "",
});

/** Degrees of what was typed: "365" and "36.5" are 36.5; undefined for what is no temperature yet. */
export const degrees = (typed) => {
  const plain = String(typed ?? "").normalize("NFKC").replace(/\s/g, "");
  const value = /^\d{3}$/.test(plain) ? Number(plain) / 10 : Number(plain);
  return /^\d{2}(?:\d|\.\d)?$/.test(plain) && value >= 34 && value < 43 ? value : undefined;
};

/** Whether somebody's stay counts, by `counts` (decide.js, `exposed`); undefined until they said where, or that not. */
const exposedOf = ({ exposed, been, left_on: left }, { protocols: { listed }, today }, counts) => {
  if (!listed.length) return false;
  if (!exposed) return exposed;
  return been.length ? counts(listed, been, left, today) : undefined;
};

const inside = (code, county) => code.startsWith(county);

// Whoever goes away or drives through does not stay; who stays from elsewhere is asked.
const outsider = (person, { direction, origin, bound_for: to }, county) => {
  if (direction === "out" || (origin && inside(origin, county)) || (to && !inside(to, county))) return false;
  return person.outsider;
};

/** What the table is asked about one person. `place`: {protocols, county, today}; `rules`: the module decide.js. */
export const factsOf = (state, person, place, rules, hit = false) => {
  const known = {
    temperature: degrees(person.temperature),
    exposed: exposedOf(person, place, rules.exposed),
    outsider: outsider(person, state, place.county),
    lodging: person.lodging,
    direction: state.direction,
    hit,
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
};

const isFever = (value, { threshold, inclusive }) => value > threshold || (inclusive && value === threshold);

/**
 * What comes of it: {people: [{decision, outcome, needs, hot}], needs, outcome}. `needs` are the inputs still asked
 * for, those that come after the temperature too. `hits` = [{about: "vehicle" | index, action}].
 */
export const weigh = (state, place, rules, hits = []) => {
  const { table, fever } = place.protocols;
  const people = state.people.map((person, index) => {
    const facts = factsOf(state, person, place, rules, hits.some(({ about }) => about === index));
    const decision = rules.decide(table, facts);
    const ahead = facts.temperature === undefined ? rules.decide(table, { ...facts, temperature: NORMAL }) : decision;
    const needs = person.outcome ? [] : [...new Set([...decision.needs, ...ahead.needs])];
    return { decision, needs, outcome: person.outcome || decision.outcome || "pass", hot: isFever(facts.temperature, fever) };
  });
  const outcomes = people.map(({ outcome }) => outcome);
  const waits = hits.some(({ about }) => about === "vehicle") || outcomes.some((one) => WAITS.includes(one));
  const preset = waits ? "held" : outcomes.includes("turned_back") ? "turned_back" : "pass";
  return { people, needs: [...new Set(people.flatMap(({ needs }) => needs))], outcome: state.outcome || preset };
};

const said = (record) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== "" && value !== undefined && value?.length !== 0));

const traveller = (person, { decision, outcome }) => said({
  person: person.person,
  name: person.person ? "" : person.name,
  id_number: person.person ? "" : person.id_number,
  phones: person.phone ? [person.phone] : [],
  temperature: degrees(person.temperature),
  been: person.exposed ? person.been : [],
  left_on: person.exposed ? person.left_on : "",
  lodging: person.lodging,
  outcome,
  rule: decision.rule,
});

/** The data of the entry `checkpoints.passed`. */
export const dataOf = (state, post, weighed) => said({
  post: post.id,
  vehicle: state.walking || !state.plate ? undefined : { plate: state.plate },
  travellers: state.people.map((person, index) => traveller(person, weighed.people[index])),
  others: state.others || undefined,
  direction: state.direction,
  origin: state.origin,
  bound_for: state.bound_for,
  outcome: weighed.outcome,
  disinfected: state.disinfected || undefined,
  note: state.note.trim() ? { text: state.note.trim() } : undefined,
});

/** The state that says what an entry {id, data} said, to be put right. What the table would not say was chosen. */
export const stateOf = ({ id, data }, place, rules) => {
  const travellers = data.travellers ?? [];
  const state = {
    ...fresh(data), corrects: id, plate: data.vehicle?.plate ?? "", walking: !data.vehicle, others: data.others ?? 0,
    origin: data.origin ?? "", bound_for: data.bound_for ?? "", disinfected: data.disinfected ?? false, note: data.note?.text ?? "",
    people: travellers.map(({ phones, temperature = "", been = [], outcome = "pass", rule, ...who }) => ({
      ...who, been, phone: phones?.[0] ?? "", temperature: String(temperature), exposed: been.length > 0,
      outsider: !been.length && STAYS.includes(outcome),
    })),
  };
  const { people } = weigh(state, place, rules);
  for (const [index, { outcome: said = "pass" }] of travellers.entries()) if (said !== people[index].outcome) state.people[index].outcome = said;
  const { outcome = "pass" } = data;
  return { ...state, outcome: weigh(state, place, rules).outcome === outcome ? "" : outcome };
};

/** Somebody known from an earlier passage. Who passed freely then is as last time: only measured, not asked again. */
export const again = ({ person, name, tail, id_number, phone }, free) => ({
  person, name, tail, id_number, phone, temperature: "", been: [], ...(free && { exposed: false, outsider: false }),
});

/** Everybody of these passages (the latest first), each once: the last car's people come first. */
export const occupants = (passages) => {
  const found = new Map();
  for (const { people = [] } of passages) for (const one of people) if (!found.has(keyOf(one))) found.set(keyOf(one), one);
  return [...found.values()];
};

export const keyOf = ({ person, id_number: number, name, phone, tail }) => person || number || `${name}/${phone ?? tail}`;
