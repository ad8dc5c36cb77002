// From where, to where: what is said most at this post at one tap, anywhere else in the country province by province.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";

const MOST = 24;
const STEPS = [2, 4, 6]; // digits of a province, a city, a county

/**
 * {node, draw(code, quick)}: `quick` are [[code, name]…] to offer; `divisions()` promises {code: name} of the country,
 * `pick(code)` hears of a choice ("" takes it back).
 */
export const way = (title, { divisions, named, pick }) => {
  let known = null;
  const seek = h("input", { type: "text", autocomplete: "off", placeholder: _("输入地名，或逐级点选"), ariaLabel: _("查找地名"), onInput: () => list("") });
  const found = h("div", { class: "pass-row" });
  const rest = h("div", { class: "way-rest", hidden: true }, seek, found);
  const row = h("div", { class: "pass-row" });
  const chosen = (code) => { rest.hidden = true; pick(code); };
  const open = async () => {
    rest.hidden = !rest.hidden;
    if (rest.hidden) return;
    known ??= await divisions().catch(() => null);
    list("");
  };
  const list = (within) => {
    if (!known) return found.replaceChildren(h("p", null, _("地名还没有下载；连上网络后再选，或在备注里写明。")));
    const text = seek.value.trim();
    const lines = text ? matching(known, text) : below(known, within).map((code) => [code, known[code]]);
    const whole = !text && within && h("button", { type: "button", class: "button", onClick: () => chosen(within) }, icon("check"), known[within]);
    const up = !text && within && h("button", { type: "button", class: "button", ariaLabel: _("返回"), onClick: () => list(within.length > 2 ? within.slice(0, -2) : "") }, icon("chevron-left"));
    return found.replaceChildren(...[up, whole].filter(Boolean), ...lines.map(([code, name]) =>
      h("button", { type: "button", class: "button", onClick: () => (!text && below(known, code).length ? list(code) : chosen(code)) }, name)));
  };
  const draw = (code, quick) => {
    const offered = code && !quick.some(([one]) => one === code) ? [[code, named(code)], ...quick] : quick;
    row.replaceChildren(
      ...offered.map(([one, name]) => h("button", { type: "button", class: "button", ariaPressed: String(one === code), onClick: () => chosen(one === code ? "" : one) }, name)),
      h("button", { type: "button", class: "button", onClick: open }, icon("map-pin"), _("其他地方")));
  };
  return { node: h("fieldset", { class: "way" }, h("legend", null, title), row, rest), draw };
};

const below = (known, code) => {
  const length = STEPS[STEPS.indexOf(code.length) + 1];
  return Object.keys(known).filter((one) => one.length === length && one.startsWith(code)).sort();
};

/** Names that hold the text, each with what it lies in. */
const matching = (known, text) => {
  const whole = (code) => STEPS.filter((length) => length <= code.length).map((length) => known[code.slice(0, length)]).filter(Boolean);
  const hits = Object.keys(known).filter((code) => known[code].includes(text)).sort((one, other) => one.length - other.length);
  return hits.slice(0, MOST).map((code) => [code, [...new Set(whole(code))].join(" ")]);
};
