// What is chosen: big buttons for a few options, a list for many, boxes for several. Controls as in typed.js;
// `group` says that the control is several inputs, which need a fieldset and a legend.

import { _ } from "../words.js";
import { h } from "../dom.js";

const FEW = 6; // so many options are shown at once

const YES_NO = { true: "yes", false: "no" };

export const choice = (spec, props, { optional }) => {
  const options = (spec.options ?? []).filter(([value]) => value !== "");
  if (spec.several) return several(options, props);
  if (options.length <= FEW || spec.widget === "radios") return radios(optional ? [...options, ["", _("不填")]] : options, props);
  return list(options, props);
};

export const boolean = (spec, props, { optional }) => {
  if (spec.default === false) return box(props);
  const options = [["yes", _("是")], ["no", _("否")], ...(optional ? [["", _("不填")]] : [])];
  const asked = radios(options, props);
  return {
    ...asked,
    set: (value) => asked.set(YES_NO[value] ?? value),
    get: () => ({ yes: true, no: false })[asked.raw()],
  };
};

const option = (type, [value, label], { id, name, ...props }, at) =>
  h("label", { class: "option" }, h("input", { ...props, type, id: at ? `${id}_${at}` : id, name, value }), h("span", null, label));

const group = (type, options, props) => {
  const labels = options.map((one, at) => option(type, one, props, at));
  return { group: true, nodes: [h("div", { class: "options" }, labels)], inputs: labels.map((label) => label.firstChild) };
};

const radios = (options, props) => {
  const asked = group("radio", options, props);
  const raw = () => asked.inputs.find((input) => input.checked)?.value ?? "";
  return {
    ...asked,
    raw,
    set: (value) => { for (const input of asked.inputs) input.checked = input.value === String(value ?? ""); },
    get: () => raw() || undefined,
    problem: () => "",
  };
};

const several = (options, props) => {
  const asked = group("checkbox", options, props);
  const raw = () => asked.inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    ...asked,
    raw,
    set: (values) => { for (const input of asked.inputs) input.checked = [values ?? []].flat().map(String).includes(input.value); },
    get: () => (raw().length ? raw() : undefined),
    problem: () => "",
  };
};

const list = (options, props) => {
  const input = h("select", props, h("option", { value: "" }, _("请选择")), options.map(([value, label]) => h("option", { value }, label)));
  return {
    nodes: [input],
    inputs: [input],
    raw: () => input.value,
    set: (value) => { input.value = value ?? ""; },
    get: () => input.value || undefined,
    problem: () => "",
  };
};

const box = (props) => {
  const input = h("input", { type: "checkbox", ...props });
  return {
    check: true,
    nodes: [input],
    inputs: [input],
    raw: () => (input.checked ? "on" : ""),
    set: (value) => { input.checked = value === true || value === "on"; },
    get: () => input.checked,
    problem: () => "",
  };
};
