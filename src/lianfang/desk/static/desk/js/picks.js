// One question with a few big answers.

import { h, icon } from "./dom.js";

let asked = 0;

const columns = (count) => ([3, 5, 6, 9].includes(count) ? "three" : "");

/** `options` are [value, label, icon?]; `pick(value)` hears of each choice. */
export const choices = (title, options, chosen, pick, { wide, name = `q${++asked}` } = {}) => {
  const one = ([value, label, drawing]) => {
    const input = h("input", {
      type: "radio",
      name,
      value,
      class: "sr",
      checked: value === chosen,
      onChange: () => pick(value),
    });
    return h("label", { class: "pick" }, input, h("span", null, drawing && icon(drawing), label));
  };
  return h(
    "fieldset",
    { class: `picks ${wide ? "wide" : columns(options.length)}` },
    title && h("legend", null, title),
    options.map(one),
  );
};
