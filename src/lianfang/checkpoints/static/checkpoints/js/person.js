// One traveller in the form: who, the temperature, what is still asked, and what comes of it with the reason.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";
import { choices } from "../../desk/js/picks.js";
import { read } from "../../desk/js/forms/idcard.js";
import { redraw, WHOLE } from "./asks.js";
import { degrees } from "./passage.js";
import { keyboard } from "./frame.js";

const LOOKS = { pass: "circle-check", turned_back: "undo-2", held: "hourglass", hospital: "thermometer", home: "house", central: "building-2" };

/** What to call somebody: the name as far as it is known, and the end of the number. */
export const callOf = ({ name, id_number: number, tail, phone }, index = 0) => {
  const end = tail || number?.slice(-4) || phone?.slice(-4);
  return [name || (number ? aboutNumber(number) : _("第 %(n)s 人", { n: index + 1 })), end].filter(Boolean).join(" ");
};

const aboutNumber = (number) => {
  const { birth, sex } = read(number);
  if (!birth) return _("证件");
  return sex === "male" ? _("男 %(year)s 年生", { year: birth.slice(0, 4) }) : _("女 %(year)s 年生", { year: birth.slice(0, 4) });
};

/**
 * {node, input, draw(index, weighed, action)}. `form`: {place, asked(), several(), changed(), remove()}: what the card needs and
 * says back. The temperature's input stays the same while everything around it is drawn anew.
 */
export const card = (person, form) => {
  const input = h("input", { class: "temp", type: "text", inputmode: keyboard("decimal"), autocomplete: "off", maxlength: 5, value: person.temperature, dataset: { pad: "degrees" } });
  input.addEventListener("input", () => { person.temperature = input.value.trim(); form.changed(); });
  input.addEventListener("blur", () => { input.value = person.temperature = degrees(input.value)?.toFixed(1) ?? input.value; });
  const [who, asks, result] = [h("span", { class: "pp-who" }), h("div", { class: "pp-asks" }), h("div", { class: "pp-result" })];
  const away = h("button", { type: "button", class: "button pp-away", onClick: () => form.remove() }, icon("x"));
  const node = h("li", { class: "pp" }, h("label", { class: "pp-head" }, who, input, h("span", { ariaHidden: "true" }, "℃")), away, named(person, form), asks, result);
  const draw = (index, weighed, action) => {
    const call = callOf(person, index);
    who.textContent = call;
    input.setAttribute("aria-label", _("体温：%(who)s", { who: call }));
    away.setAttribute("aria-label", _("去掉：%(who)s", { who: call }));
    node.dataset.tone = weighed.hot || action ? "burn" : "";
    redraw(asks, [weighed.needs, person.exposed, person.been, person.lodging, form.asked(), form.several()], () => questions(person, weighed, form));
    redraw(result, [weighed.outcome, weighed.decision, action, weighed.needs.length, person.choosing], () => outcome(person, weighed, action, form));
  };
  return { node, input, draw };
};

/** Without a document: a name and a telephone number. */
const named = (person, form) => {
  if (person.person || person.id_number) return null;
  const line = (field, label, more) => h("input", {
    type: "text", autocomplete: "off", placeholder: label, ariaLabel: label, value: person[field] ?? "", ...more,
    onInput: ({ target }) => { person[field] = target.value.trim(); form.changed(); },
  });
  return h("div", { class: "pp-named" }, line("name", _("姓名")), line("phone", _("手机号码"), { type: "tel", inputmode: "tel" }));
};

const questions = (person, { needs }, form) => {
  const { table, listed } = form.place.protocols;
  const set = (field) => (value) => { person[field] = value; form.changed(); };
  const yes = (field) => choices(table.inputs[field].ask, [["no", _("否")], ["yes", _("是")]], { true: "yes", false: "no" }[person[field]], (value) => set(field)(value === "yes"));
  const alone = (field) => form.asked()[field] === "some" && form.several() && yes(field);
  const first = needs.filter((name) => WHOLE.includes(name)); // these are asked of the whole car before
  return [
    alone("exposed"),
    alone("outsider"),
    person.exposed && listed.length > 0 && been(person, listed, set, form.place.today),
    (person.lodging || (needs.includes("lodging") && !first.length)) && choices(table.inputs.lodging.ask, Object.entries(table.inputs.lodging.choices), person.lodging, set("lodging")),
  ];
};

const been = (person, listed, set, today) => {
  const toggle = ({ code, name }) => h("button", {
    type: "button", class: "button", ariaPressed: String(person.been.includes(code)),
    onClick: () => set("been")(person.been.includes(code) ? person.been.filter((one) => one !== code) : [...person.been, code]),
  }, name);
  const day = h("input", { type: "date", value: person.left_on ?? "", max: today, onChange: () => set("left_on")(day.value) });
  return h("fieldset", { class: "pp-been" }, h("legend", null, _("到过哪里")), h("div", { class: "pass-row" }, listed.map(toggle)),
    h("label", null, _("哪天离开的（不填：直接从那里来）"), day));
};

/** What is to be done and why; a tap chooses something else, and the rule that was followed stays with it. */
const outcome = (person, { decision, outcome: now, needs }, action, form) => {
  const { words } = form.place.protocols.table;
  const open = needs.length > 0 && !person.outcome;
  const choose = (value) => { person.outcome = value; person.choosing = false; form.changed(); };
  const toggle = () => { person.choosing = !person.choosing; form.changed(); };
  const word = open ? waits(needs, form) : words.outcomes[now];
  const steps = !open && (person.outcome ? [] : decision.steps).map((step) => words.steps[step] ?? step);
  return [
    action && h("p", { class: "pp-hit", role: "alert" }, icon("shield-alert"), h("span", null, action)),
    h("button", { type: "button", class: "pp-outcome", dataset: { outcome: open ? "" : now }, ariaExpanded: String(Boolean(person.choosing)), onClick: toggle },
      icon(open ? "circle-dashed" : LOOKS[now]), h("span", null, h("strong", null, word), !open && decision.why && h("small", null, decision.why)), icon("chevron-down")),
    steps && now !== "pass" && h("ol", { class: "pp-steps" }, steps.map((step) => h("li", null, step))),
    person.choosing && choices(_("改为"), Object.entries(words.outcomes).map(([code, label]) => [code, label, LOOKS[code]]), now, choose),
  ];
};

const waits = (needs, { place }) => _("还差：%(what)s", { what: needs.map((name) => place.protocols.table.inputs[name].title).join(_("、")) });
