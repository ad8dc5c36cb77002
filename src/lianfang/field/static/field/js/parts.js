// Pieces that the screens of a day share.

import { choices } from "../../desk/js/picks.js";
import { _ } from "../../desk/js/words.js";
import { plus } from "./days.js";
import { dayWord, today } from "./labels.js";
import { button, empty, h, icon } from "./ui.js";

export { choices };

/** A word with an icon and a tone; colour never speaks alone. */
export const chip = (text, tone = "todo", drawing = "circle-dashed") =>
  h("span", { class: `state tone-${tone}` }, icon(drawing), text);

/** Telephone numbers to call at a touch; masked ones to read. */
export const phones = (record) =>
  (record.phones ?? []).map((phone) =>
    phone.includes("*")
      ? h("span", { class: "masked" }, phone)
      : h("a", { class: "button call", href: `tel:${phone}` }, icon("phone"), phone),
  );

/** Facts as a list of label and value; what is not known is left out. */
export const facts = (...pairs) => {
  const known = pairs.filter(([, value]) => value && value.length !== 0);
  return (
    known.length > 0 &&
    h(
      "dl",
      { class: "facts" },
      known.map(([label, value]) => h("div", null, h("dt", null, label), h("dd", null, value))),
    )
  );
};

/** A row one can tap: where it goes, its first line, its second line, what stands at its end. */
export const row = (href, first, second, end, { icon: drawing, tone } = {}) =>
  h(
    "a",
    { class: `line${tone ? ` tone-${tone}` : ""}`, href },
    drawing && icon(drawing),
    h("span", { class: "line-text" }, h("strong", null, first), second && h("small", null, second)),
    end,
    icon("chevron-right"),
  );

/** Lists that stay quick with thousands of lines: `size` at first, more at a touch. */
export const many = (items, draw, size = 30) => {
  const list = h("div", { class: "lines" });
  const next = () => {
    const shown = list.childElementCount;
    list.append(...items.slice(shown, shown + size).map(draw));
    rest.hidden = list.childElementCount >= items.length;
  };
  const rest = button(_("再看 %(n)s 条", { n: size }), next, { icon: "chevron-down", class: "button wide" });
  next();
  return [list, rest];
};

/** A part of a page that opens at a touch, with how many are in it. */
export const fold = (title, count, content, { open } = {}) =>
  h(
    "details",
    { class: "fold", open },
    h("summary", null, title, h("span", { class: "count" }, String(count)), icon("chevron-down")),
    content,
  );

/** When to come back: tonight, tomorrow, the day after, another day, or no promise. */
export const comeBack = (title, chosen, pick, evening) => {
  const days = [
    [today(), evening ? _("今晚") : _("今天晚些")],
    ...[1, 2].map((n) => [plus(today(), n), dayWord(plus(today(), n))]),
  ];
  const other = chosen && !days.some(([day]) => day === chosen) ? chosen : "";
  const date = h("input", {
    type: "date",
    class: "control",
    min: today(),
    value: other,
    ariaLabel: _("哪一天"),
    hidden: !other,
    onChange: () => pick(date.value),
  });
  const chose = (value) => {
    date.hidden = value !== "other";
    pick(value === "other" ? date.value : value);
    if (value === "other") date.focus();
  };
  return h(
    "div",
    null,
    choices(title, [...days, ["other", _("别的日子")], ["", _("没有约")]], other ? "other" : (chosen ?? ""), chose),
    date,
  );
};

/** The button that ends a form: always in reach of the thumb. */
export const bar = (label, run, drawing = "check") =>
  h("div", { class: "thumb" }, button(label, run, { primary: true, icon: drawing }));

/** Where a record is not on this phone: what is said instead, and the way back. */
export const missing = (title, text = "", round = false) =>
  round
    ? empty(title, text, h("a", { class: "button primary", href: "#/round" }, _("回到逐户")), "house")
    : empty(title, text, h("a", { class: "button primary", href: "#/today" }, _("回到今天")), "user-x");

/** A notice: something to know before going on. */
export const notice = (title, text, tone = "active", ...more) =>
  h(
    "div",
    { class: `notice notice-${tone}`, role: "status" },
    icon(tone === "late" ? "triangle-alert" : "info"),
    h(
      "div",
      null,
      h("p", { class: "notice-title" }, title),
      text && h("p", null, text),
      more.length > 0 && h("div", { class: "calls" }, more),
    ),
  );
