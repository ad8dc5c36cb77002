// One field over everything on this phone: names, initials, house numbers, last four digits.

import { _ } from "../../../desk/js/words.js";
import { bus } from "../bus.js";
import { aboutOf, addressOf, doorOf, nameOf, optionOf } from "../labels.js";
import { chip, row } from "../parts.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { empty, h, icon } from "../ui.js";

export const title = () => _("查找");

let sought = "";

bus.addEventListener("session", () => (sought = "")); // what one person looked for is not for the next

export default () => {
  const results = h("div", { class: "lines", ariaLive: "polite" });
  const field = h("input", {
    type: "search",
    class: "control seek",
    value: sought,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    placeholder: _("姓名、拼音、门牌、后四位"),
    ariaLabel: _("查找"),
    onInput: () => look(),
  });
  const look = () => {
    sought = field.value.trim();
    results.replaceChildren(...(sought ? found(sought) : [hint()]));
  };
  look();
  return h("div", { class: "find" }, h("label", { class: "seek-box" }, icon("search"), field), results);
};

const hint = () =>
  empty(_("想找谁？"), _("输入姓名、拼音首字母（如 wdc）、门牌号，或电话、证件号码的后四位。"), null, "search");

const found = (text) => {
  const hits = records.find(text);
  return hits.length
    ? merged(hits).map(({ type, record }) => (LINES[type] ?? LINES.person)(record))
    : [empty(_("没有找到"), _("换一种写法：姓名、拼音、门牌，或电话、证件号码的后四位。"), null, "search")];
};

/** A person sought by a campaign shows once, as the target. */
const merged = (hits) => {
  const sought_ = new Set(hits.filter(({ type }) => type === "target").map(({ record }) => record.person));
  return hits.filter(({ type, record }) => type !== "person" || !sought_.has(record.id));
};

const LINES = {
  target: (target) =>
    row(
      `#/target/${target.id}`,
      nameOf(target),
      [doorOf(target), aboutOf(target)].filter(Boolean).join(" · "),
      chip(
        reference.word("standing", target.standing) ?? "",
        target.open ? "active" : "done",
        target.open ? "flag" : "circle-check",
      ),
      { icon: "clipboard-check" },
    ),
  person: (person) =>
    row(
      `#/person/${person.id}`,
      nameOf(person),
      [addressOf(person), aboutOf(person)].filter(Boolean).join(" · "),
      chip(optionOf("people.whereabouts", "whereabouts", person.whereabouts ?? "home"), "todo", "map-pin"),
      { icon: "user" },
    ),
  household: (household) =>
    row(`#/household/${household.id}`, doorOf(household), reference.areaName(household.area), null, {
      icon: "house",
    }),
  need: (need) =>
    row(`#/need/${need.id}`, reference.word("need_kind", need.what) ?? need.what, doorOf(need), null, {
      icon: "hand-helping",
    }),
};
