// What is asked of the whole car, and what is done with the vehicle.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";
import { choices } from "../../desk/js/picks.js";

/** Draw into a place only when what it says has changed: a thumb just coming down must find the same button. */
export const redraw = (place, told, nodes) => {
  const key = JSON.stringify(told);
  if (place.drawn === key) return;
  place.drawn = key;
  place.replaceChildren(...nodes().flat().filter(Boolean));
};

/** What is asked of all at once; only where somebody says yes, one by one. */
export const WHOLE = ["exposed", "outsider"];

export const drawAsks = (place, { asked, people }, needs, { inputs }, answer) => {
  const open = WHOLE.filter((name) => people.length && (asked[name] || needs.includes(name)));
  const one = people.length === 1;
  const options = one ? [["none", _("否")], ["some", _("是")]] : [["none", _("全车都没有")], ["some", _("有人有")]];
  redraw(place, [open, asked, one], () => open.map((name) => choices(inputs[name].ask, options, asked[name], (value) => answer(name, value))));
};

const OF_VEHICLES = ["pass", "turned_back", "held"];

export const drawVehicle = (place, state, outcome, { words }, set) =>
  redraw(place, [outcome, state.walking], () => (state.walking ? [] : [h("details", null,
    h("summary", { dataset: { outcome } }, icon("truck"), _("车辆：%(outcome)s", { outcome: words.outcomes[outcome] })),
    choices("", OF_VEHICLES.map((code) => [code, words.outcomes[code]]), outcome, (value) => set({ outcome: value })))]));

/** Which way: one button that says it and turns it round. */
export const drawDirection = (button, direction, set) => redraw(button, direction, () => {
  const [word, other] = direction === "in" ? [_("进入"), "out"] : [_("离开"), "in"];
  button.onclick = () => set({ direction: other });
  button.setAttribute("aria-label", _("方向：%(word)s，点一下换方向", { word }));
  return [icon(direction === "in" ? "arrow-right" : "arrow-left"), h("span", null, word)];
});
