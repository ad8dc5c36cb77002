/** What a visit leaves behind: the facts of each way it can end. Pure. */

const VISITED = "verification.visited";
const CHECKED = "verification.checked";
const FED_BACK = "verification.fed_back";

/** The facts that close a target when nothing is wrong: only those still missing, as [[kind, data]…]. */
export function allWell(target, { may, agencies = [] }) {
  const facts = [];
  if (!target.met_at) facts.push([VISITED, { outcome: "met", channel: "door" }]);
  if (!["accurate", "corrected"].includes(target.accuracy)) facts.push([CHECKED, { accuracy: "accurate" }]);
  if (may(FED_BACK)) facts.push([FED_BACK, agencies.length === 1 ? { agency: agencies[0][0] } : {}]);
  return facts.filter(([kind]) => may(kind));
}

/** The facts of a visit that met the person and found something wrong. */
export function someWrong(target, visited, checked) {
  return target.met_at
    ? [[CHECKED, checked]]
    : [
        [VISITED, visited],
        [CHECKED, checked],
      ];
}

/** Whether a field is asked for after these answers (as `show_if` of its spec says). */
export function asked(field, answers) {
  return Object.entries(field?.show_if || {}).every(([name, values]) => values.includes(answers[name]));
}

/** Whether a field has to be answered after these answers. */
export function needed(field, answers) {
  const hint = field?.needed_if;
  return Boolean(
    field?.required || (hint && Object.entries(hint).every(([n, values]) => values.includes(answers[n]))),
  );
}

/** The names of fields that must be answered and are not. */
export function missing(fields, answers) {
  const empty = (field) => answers[field.name] === undefined || answers[field.name] === "";
  return fields.filter((field) => asked(field, answers) && needed(field, answers) && empty(field)).map((f) => f.name);
}

/** The answers that were given and are asked for, as an entry holds them. */
export function given(fields, answers) {
  const kept = fields.filter((field) => asked(field, answers) && ![undefined, ""].includes(answers[field.name]));
  return Object.fromEntries(kept.map((field) => [field.name, answers[field.name]]));
}

/** Of a part, what was changed from what is known, and whom it is about: what was read is not told again. */
export function changesOnly(part, known) {
  const same = (one, other) => JSON.stringify(one ?? "") === JSON.stringify(other ?? "");
  return Object.fromEntries(
    Object.entries(part || {}).filter(([name, value]) => name === "person" || !same(value, known[name])),
  );
}
