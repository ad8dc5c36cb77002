// What is written with help: telephones and plates. They advise and never refuse. Controls as in typed.js.

import { _ } from "../words.js";
import { h, icon } from "../dom.js";
import { advice, hints, say, soon, take } from "./advice.js";
import { read } from "./phone.js";
import { PROVINCES, recognise } from "./plate.js";
import { text } from "./typed.js";

/** Telephone numbers, each in an input of its own; a text with several is taken apart. */
export const phones = (spec, props) => {
  const lines = h("div", { class: "lines" });
  const most = spec.limits?.max_length ?? Infinity;
  const inputs = () => [...lines.querySelectorAll("input")];
  const raw = () => inputs().map((input) => input.value.trim()).filter(Boolean);
  const add = (value = "") => {
    const at = inputs().length;
    const id = at ? `${props.id}_${at}` : props.id;
    const box = advice(id);
    const label = at ? _("第 %(n)s 个号码", { n: at + 1 }) : undefined;
    const input = h("input", { type: "tel", autocomplete: "off", ...props, id, value, ariaLabel: label });
    input.addEventListener("input", () => say(box));
    input.addEventListener("change", soon(() => say(box, "doubt", phoneProblem(read(input.value)))));
    lines.append(h("div", { class: "line" }, input, box));
    more.hidden = at + 1 >= most;
    return input;
  };
  const more = h("button", { type: "button", class: "button quiet more", onClick: () => add().focus() }, icon("plus"), h("span", null, _("再加一个号码")));
  add();
  return {
    nodes: [lines, more],
    get inputs() { return inputs(); },
    raw,
    set: (values) => {
      lines.replaceChildren();
      const said = [values ?? []].flat().flatMap((value) => value.split(/[、,，;；]/)).map((value) => value.trim()).filter(Boolean);
      for (const value of said.length ? said : [""]) add(value);
    },
    get: () => (raw().length ? raw() : undefined),
    problem: () => "",
  };
};

const phoneProblem = (numbers) => {
  const wrong = numbers.find(({ valid }) => !valid);
  return wrong && {
    short: _("%(number)s 位数不足，手机号码是 11 位。", wrong),
    long: _("%(number)s 位数过多，手机号码是 11 位。", wrong),
    range: _("没有 %(number)s 这样的号段。请核对；照样可以保存。", wrong),
    area_code: _("%(number)s 像固定电话，请加区号，如 0817。", wrong),
  }[wrong.problem];
};

/** A number plate: a row of provinces until it has one; what is not recognised is told and kept. */
export const plate = (spec, props) => {
  const box = advice(props.id);
  const asked = text(spec, { ...props, autocapitalize: "characters", spellcheck: "false" });
  const [input] = asked.inputs;
  const key = (province) => h("button", { type: "button", class: "button key", onClick: () => take(input, province + input.value) }, province);
  const keys = h("div", { class: "keys", role: "group", ariaLabel: _("省、自治区、直辖市简称") }, [...PROVINCES].map(key));
  const advise = (done) => {
    const { number, kind, hint } = recognise(input.value);
    keys.hidden = /^[^\dA-HJ-VX-Z]/.test(number); // a province, or WJ
    if (!done || !number || kind) say(box);
    else say(box, "doubt", _("认不出这种号牌。请核对；确实如此的，照样可以保存。"), hints(input, [hint].filter(Boolean), number));
  };
  input.addEventListener("input", () => advise(false));
  input.addEventListener("change", soon(() => advise(true)));
  return { ...asked, set: (value) => { asked.set(value); advise(false); }, nodes: [input, keys, box] };
};
