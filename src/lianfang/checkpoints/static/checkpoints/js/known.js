// Who passed with this plate before: everybody present again at one tap, or one by one.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";
import { keyOf, occupants } from "./passage.js";
import { callOf } from "./person.js";

const CARS = 3; // while a plate is being typed, so many may be meant

/** Offer what `passages` (the latest first) know, without whoever is `there` already; `take(passage, people)` hears of a tap. */
export const known = (place, passages, there, take) => {
  const cars = new Map();
  for (const passage of passages) cars.set(passage.plate, [...(cars.get(passage.plate) ?? []), passage]);
  const nodes = [...cars.values()].slice(0, CARS).flatMap((some) => offered(some, there, cars.size > 1, take));
  const same = nodes.length === place.children.length && nodes.every((node, at) => node.isEqualNode(place.children[at]));
  if (!same) place.replaceChildren(...nodes); // a button about to be pressed stays where it is
};

const offered = (passages, there, several, take) => {
  const [latest] = passages;
  const left = (people) => people.filter((one) => !there.some((other) => keyOf(other) === keyOf(one)));
  const all = left(latest.people ?? []);
  const others = several ? [] : left(occupants(passages));
  const whole = all.length > 0 && !there.length && h("button", { type: "button", class: "button known-all", onClick: () => take(latest, all) },
    icon("history"), h("span", null, h("strong", null, latest.plate ?? ""), h("small", null, all.map((one, index) => callOf(one, index)).join(_("、")))), h("span", { class: "known-go" }, _("同上次")));
  const each = others.length > 1 || there.length ? others.map((one, index) => h("button", { type: "button", class: "button", onClick: () => take(latest, [one]) }, icon("user-check"), callOf(one, index))) : [];
  return [whole, each.length > 0 && h("div", { class: "pass-row" }, each)].filter(Boolean);
};
