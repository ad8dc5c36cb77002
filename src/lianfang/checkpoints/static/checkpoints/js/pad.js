// Big keys in place of the system's keyboard: provinces, then letters and digits; for temperatures digits only.
// Gloves and darkness: nothing smaller than 56 pixels. What stands in the input is what counts: a real keyboard works too.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";

const REGIONS = ["京津冀晋蒙", "辽吉黑", "沪苏浙皖闽赣鲁", "豫鄂湘粤桂琼", "渝川贵云藏", "陕甘青宁新"]; // as division codes count them
const DIGITS = [..."1234567890"];
const LETTERS = [..."ABCDEFGHJKLMNPQRSTUVWXYZ"]; // no I and O on plates
const NUMBERS = [..."123456789"];

/** The province on plates of a division, such as 川 for 511922. */
export const provinceOf = ([region, province]) => REGIONS[region - 1]?.[province - (region === "5" ? 0 : 1)] ?? "";

const LAYOUTS = {
  province: (home) => [...home.map((start) => [start, start, start.length > 1 && "wide"]), ...[...REGIONS.join("")].filter((one) => !home.includes(one)).map((one) => [one]), walk(), letters()],
  plate: () => [...[...DIGITS, ...LETTERS, ..."警挂学"].map((one) => [one]), letters(), back(), next()],
  degrees: () => [...NUMBERS.map((one) => [one]), back(), ["0"], next()],
};

const walk = () => ["walk", _("步行或无牌"), "wide"];
const letters = () => ["keyboard", _("系统键盘"), "", "keyboard"];
const back = () => ["back", _("退格"), "", "delete"];
const next = () => ["next", _("下一步"), "wide go", "arrow-right"];

/** {node, show(layout, home)}: `press(key)` hears characters, "walk", "keyboard", "back" and "next"; layout "" hides it. */
export const pad = (press) => {
  const stay = (event) => event.preventDefault(); // the input keeps the focus
  const node = h("div", { class: "pad-keys", role: "group", ariaLabel: _("大按键"), hidden: true, onPointerdown: stay, onMousedown: stay });
  const key = ([value, label = value, look, drawing]) => h("button",
    { type: "button", class: `pad-key ${look || ""}`, ariaLabel: drawing && label, dataset: { key: value }, onClick: () => press(value) }, drawing ? icon(drawing) : label);
  let shown;
  const show = (layout, home = []) => {
    const told = `${layout} ${home}`;
    if (told === shown) return;
    shown = told;
    node.hidden = !layout;
    node.dataset.layout = layout;
    node.replaceChildren(...(layout ? LAYOUTS[layout](home).map(key) : []));
  };
  return { node, show };
};
