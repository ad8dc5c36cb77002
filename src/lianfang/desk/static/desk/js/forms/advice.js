// What helpers say beside a field: a sentence, and readings to take with one tap.

import { _ } from "../words.js";
import { h, icon } from "../dom.js";

const MOST_HINTS = 3;

/** The place where advice about an input stands. */
export const advice = (id) => h("div", { class: "advice", id: `${id}_advice`, role: "status" });

/** Say a sentence there ("ok" or "doubt"); without words the place is emptied. */
export const say = (box, tone, words, ...more) => {
  const sign = tone === "ok" ? "circle-check" : "triangle-alert";
  const said = words ? [h("p", { class: `advice-${tone}` }, icon(sign), h("span", null, words)), ...more.filter(Boolean)] : [];
  const same = said.length === box.children.length && said.every((node, at) => node.isEqualNode(box.children[at]));
  if (!same) box.replaceChildren(...said); // a button about to be pressed stays where it is
};

/** Do it once the finger is up again: what moves between press and release is not pressed. */
export const soon = (act) => () => setTimeout(act, 200);

/** Put a value into an input as if it had been typed. */
export const take = (input, value) => {
  input.value = value;
  for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  input.focus();
};

/** Readings that may be meant, each taken by a tap; nothing when there are none. */
export const hints = (input, values, typed) => values.length > 0
  && h("div", { class: "hints" }, h("span", null, _("是不是：")), values.slice(0, MOST_HINTS).map((value) => hint(input, value, typed)));

const hint = (input, value, typed) =>
  h("button", { type: "button", class: "button hint", onClick: () => take(input, value) }, h("span", null, marked(value, typed)));

// What differs stands out: it is what to compare with the card or the plate.
const marked = (value, typed) => {
  let start = 0;
  while (start < value.length && value[start] === typed[start]) start += 1;
  let end = 0;
  while (end < value.length - start && value.at(-1 - end) === typed.at(-1 - end)) end += 1;
  return [value.slice(0, start), h("mark", null, value.slice(start, value.length - end)), value.slice(value.length - end)];
};
