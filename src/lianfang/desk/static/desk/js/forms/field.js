// A field: label, help, control, and the sentences about what is wrong, tied together for those who cannot see them.

import { _ } from "../words.js";
import { h, icon } from "../dom.js";
import { id } from "./document.js";
import { phones, plate } from "./helped.js";
import { boolean, choice } from "./options.js";
import { date, moment, number, text, textarea } from "./typed.js";

const CONTROLS = { text, textarea, number, choice, boolean, date, moment, id, phones, plate, entity: choice };
const CHOSEN = ["choice", "boolean", "entity"];

/**
 * field(spec, {id, name, sibling}): {node, control, wrong, needed(bool), problem(needed), show(sentences), focus()}.
 * `sibling(name)` gives the control of another field of the same part.
 */
export const field = (spec, { id: own, name, sibling }) => {
  const optional = !spec.required && !(CHOSEN.includes(spec.control) && (spec.default ?? "") !== "");
  const described = [spec.help && `${own}_help`, `${own}_error`].filter(Boolean).join(" ");
  const control = CONTROLS[spec.control](spec, { id: own, name, ariaDescribedby: described }, { optional, sibling });
  const mark = h("span", { class: "optional" }, _("选填"));
  const title = [spec.title, " ", mark];
  const help = spec.help && h("div", { class: "help", id: `${own}_help` }, spec.help);
  const errors = h("div", { class: "errors", id: `${own}_error` });
  const pieces = [help, control.nodes, errors];
  const node = h("div", { class: control.check ? "field field-check" : "field" }, control.group
    ? h("fieldset", { ariaDescribedby: described }, h("legend", null, title), pieces)
    : [h("label", { for: own }, title), pieces]);
  const needed = (now) => {
    mark.hidden = now || !optional || Boolean(control.check);
    for (const input of control.inputs) if (!control.group && !control.check) input.setAttribute("aria-required", String(now));
  };
  const show = (sentences) => {
    node.classList.toggle("field-wrong", sentences.length > 0);
    for (const input of control.inputs) input.setAttribute("aria-invalid", String(sentences.length > 0));
    errors.replaceChildren(...sentences.map((sentence) => h("p", { class: "error" }, icon("circle-alert"), h("span", null, sentence))));
  };
  needed(false);
  return {
    node,
    control,
    needed,
    show,
    get wrong() { return node.classList.contains("field-wrong"); },
    problem: (now) => control.problem() || (now && control.get() === undefined ? missing(spec) : ""),
    focus: () => (control.inputs.find((input) => input.checked) ?? control.inputs[0])?.focus(),
  };
};

/** The sentence for a field that must be filled in. */
export const missing = ({ control, title }) =>
  CHOSEN.includes(control) ? _("请选择：%(title)s。", { title }) : _("请填写：%(title)s。", { title });
