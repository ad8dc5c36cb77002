/* What a fact just recorded does to the records on this phone, until the server's own come.
 *
 * The same rules as the folds of people, verification and outreach (tests/phone/test_effects.py runs both on the same
 * facts). What a record does not hold is told from its standing: see docs/sync.md, "What the phone may know early".
 * Pure: nothing here asks the time or the network. `records` = {get(type, id), put(record)}; a record that is put
 * replaces the one before. Facts are applied in the order in which they happened. */

const UNMET = {
  lives_elsewhere: "lives_elsewhere",
  left_again: "left_again",
  passed_through: "passed_through",
  not_found: "not_found",
  wrong_address: "wrong_address",
  refused: "refused",
};
const SAID = ["name", "id_number", "phones", "address", "sex", "birth_date"];

/** Apply one fact (an entry as it will be sent) to `records`. `who` = {member, groups}: whoever recorded it, and the
 * groups they belong to. A fact of a kind without an effect here changes nothing; nor does one that corrects another. */
export function apply(records, entry, who) {
  const effect = entry.corrects ? undefined : EFFECTS[entry.kind];
  if (effect) effect(records, entry, entry.data ?? {}, who);
}

/** Where a target stands, from its record and how it stood before: `Standing` of the server, in the same order. */
export function standing(target) {
  if (target.standing === "duplicate" || target.standing === "undecided") return target.standing;
  if (target.ask && target.met_at) return "undecided";
  if (target.standing === "doubted") return "doubted";
  if (target.met_at) return onceMet(target);
  if (target.last_outcome) return UNMET[target.last_outcome] ?? "not_met";
  return target.placed ? "to_visit" : "unplaced";
}

function onceMet(target) {
  if (!target.accuracy) return "to_check";
  if (target.accuracy === "wrong") return "to_correct";
  return told(target) ? "closed" : "to_feed_back";
}

function told({met_at, checked_at, fed_back_at}) {
  return Boolean(fed_back_at) && [met_at, checked_at].every((at) => !at || Date.parse(at) <= Date.parse(fed_back_at));
}

/** A record as the server would send it: what is empty is left out, numbers stay. */
function kept(record) {
  const empty = (value) => value == null || value === "" || value === false || value.length === 0;
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !empty(value)));
}

function changing(type, change) {
  return (records, entry, data, who) => {
    const record = records.get(type, entry.subject);
    if (record) records.put(kept({...record, ...change(record, data, entry, who)}));
  };
}

function ofTarget(change) {
  return (records, entry, data, who) => {
    const target = records.get("target", entry.subject);
    if (!target) return;
    const now = {...target, ...change(target, data, entry, who)};
    now.standing = standing(now);
    now.open = now.standing !== "closed" && now.standing !== "duplicate";
    if (!now.open) now.id_number = "";
    records.put(kept(now));
    if (data.who) correct(records, target.person, data.who);
  };
}

/** What was said about somebody, in the fields of their record; one shown masked stays as it is. */
function said(record, who) {
  if (record.masked || !who) return {};
  const found = {};
  for (const name of SAID) if (who[name]?.length) found[name] = who[name];
  if (found.name && found.name !== record.name) found.py = "";
  return found;
}

function saidOfPerson(record, who) {
  const {id_number: number, birth_date: _birth, address: _address, ...found} = said(record, who);
  return number ? {...found, tail: number.slice(-4).toUpperCase()} : found;
}

function correct(records, id, who) {
  const person = records.get("person", id);
  if (person) records.put(kept({...person, ...saidOfPerson(person, who)}));
}

const visited = ofTarget((target, {outcome, channel = "door", again_on}, {at}) => ({
  attempts: (target.attempts ?? 0) + 1,
  last_contact: at,
  last_outcome: outcome,
  again_on,
  claimed_by: null,
  claimed_until: null,
  met_at: target.met_at ?? (outcome === "met" && channel === "door" ? at : null),
}));

const checked = ofTarget((target, {accuracy, who}, {at}) => ({...said(target, who), accuracy, checked_at: at}));

const fedBack = ofTarget((_target, _data, {at}) => ({fed_back_at: at}));

const claimed = ofTarget((_target, {until}, _entry, {member}) => ({claimed_by: member, claimed_until: until}));

const doubted = ofTarget((target) => (hides(target) ? {} : {standing: "doubted"}));

const settled = ofTarget((target, {finding, who}, {at}) => {
  const found = ["corrected", "concealed"].includes(finding)
    ? {...said(target, who), accuracy: "corrected", checked_at: at}
    : {};
  if (hides(target)) return found;
  return {...found, standing: finding === "unresolved" ? "doubted" : ""};
});

/** Standings that come before a doubt: they stay whatever is recorded here, because somebody else decides. */
function hides(target) {
  return target.standing === "duplicate" || target.standing === "undecided";
}

const placed = ofTarget((target, {to, household}) => ({
  area: to,
  placed: true,
  household: household ?? target.household,
}));

const assigned = ofTarget((target, {to_member, to_group, due}, _entry, {member, groups = []}) => ({
  member: to_member,
  group: to_group,
  due: due ?? target.due,
  mine: to_member === member || groups.includes(to_group),
}));

function knocked(records, {subject, area, at}, data) {
  const door = records.get("door", subject) ?? {
    t: "door", id: subject, campaign: data.campaign, household: data.household, area, attempts: 0, people: 0,
  };
  const met = Boolean(door.met || data.met);
  records.put(kept({
    ...door,
    attempts: door.attempts + 1,
    met,
    cause: met ? "" : data.cause,
    again_on: met ? null : data.again_on,
    people: Math.max(door.people, data.people ?? 0),
    last_knock: at,
  }));
}

function householdRegistered(records, {subject, area}, {where, walk = 0, tenure = "owner"}) {
  const before = records.get("household", subject) ?? {t: "household", id: subject};
  const address = before.masked || !where?.address ? before.address : where.address;
  records.put(kept({...before, area, walk, tenure, address}));
}

function personRegistered(records, {subject, area}, {who, household, residence = "resident", head}) {
  const before = records.get("person", subject) ?? {t: "person", id: subject, whereabouts: "home"};
  records.put(kept({...before, ...saidOfPerson(before, who), area, household, residence, head}));
}

const stated = changing("person", (_person, {whereabouts, since}) => ({whereabouts, since}));

function raised(records, {subject, area, at}, data) {
  const need = records.get("need", subject) ?? {t: "need", id: subject, state: "open", raised_at: at};
  const {name, phones} = data.who ?? {};
  records.put(kept({
    ...need,
    area,
    household: data.household,
    person: data.who?.person,
    what: data.what,
    urgent: data.urgent,
    wanted_by: data.wanted_by,
    text: data.note?.text,
    name: name ?? need.name,
    phones: phones ?? need.phones,
  }));
}

const taken = changing("need", (need, {to_member}, _entry, {member}) => {
  const taker = to_member ?? member;
  const another = need.state === "taken" && !to_member && need.member !== taker;
  return need.state === "delivered" || another ? {} : {state: "taken", member: taker, mine: taker === member};
});

const delivered = changing("need", (need, _data, _entry, {member}) => {
  if (need.state === "delivered") return {};
  const helper = need.member ?? member;
  return {state: "delivered", member: helper, mine: helper === member};
});

const closed = changing("need", (need) => (need.state === "delivered" ? {} : {state: "closed"}));

/** Who passed just now is known when they come back. Of those recalled themselves the earlier record has the name. */
function passed(records, {subject, area, at}, data) {
  const people = (data.travellers ?? []).map(({person, name, id_number: number, phones}) =>
    kept({person, name, id_number: number, phone: phones?.[0], tail: number?.slice(-4).toUpperCase()}));
  const {post, direction = "in", outcome = "pass", origin, bound_for: to} = data;
  const plate = data.vehicle?.plate;
  records.put(kept({t: "passage", id: subject, post, area, at, plate, direction, outcome, origin, bound_for: to, people}));
}

const handled = changing("hit", () => ({state: "handled"}));

const EFFECTS = {
  "verification.visited": visited,
  "verification.checked": checked,
  "verification.fed_back": fedBack,
  "verification.claimed": claimed,
  "verification.doubted": doubted,
  "verification.doubt_settled": settled,
  "verification.placed": placed,
  "verification.assigned": assigned,
  "verification.knocked": knocked,
  "people.household_registered": householdRegistered,
  "people.person_registered": personRegistered,
  "people.whereabouts": stated,
  "outreach.need_raised": raised,
  "outreach.need_taken": taken,
  "outreach.need_delivered": delivered,
  "outreach.need_closed": closed,
  "checkpoints.passed": passed,
  "screening.handled": handled,
};
