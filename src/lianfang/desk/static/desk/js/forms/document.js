// A document number, written with help: what it says is read back, a wrong check digit is told at once with the numbers
// that may be meant, birth date and sex are filled in where nothing stands. Nothing is refused. A control as in typed.js.

import { _ } from "../words.js";
import { h } from "../dom.js";
import { advice, hints, say, soon, take } from "./advice.js";
import { read } from "./idcard.js";
import { text } from "./typed.js";

export const id = (spec, props, { sibling }) => {
  const box = advice(props.id);
  const asked = text(spec, { ...props, inputmode: "numeric", autocapitalize: "characters", spellcheck: "false" });
  const [input] = asked.inputs;
  const filled = {};
  const fill = (name, value) => {
    const other = sibling(name);
    if (!other || !value || ![undefined, filled[name]].includes(other.get())) return;
    other.set(value);
    filled[name] = value;
  };
  const advise = (done) => {
    const found = read(input.value);
    if (found.ok !== false) {
      fill("birth_date", found.birth);
      fill("sex", found.sex);
    }
    if (!found.problem) say(box, "ok", readBack(found));
    else if (done || AT_ONCE.includes(found.problem)) say(box, "doubt", doubt(found), hints(input, found.hints, found.number));
    else say(box);
  };
  input.addEventListener("input", () => advise(false));
  input.addEventListener("change", soon(() => advise(true)));
  return { ...asked, nodes: [input, keys(input), box] };
};

const AT_ONCE = ["check_digit", "birth_date"]; // all digits are there; anything else may still be typed

const readBack = ({ ok, birth, sex }) => {
  if (!birth) return "";
  const said = sex === "male" ? _("%(birth)s 出生，男", { birth }) : _("%(birth)s 出生，女", { birth });
  return ok ? _("%(said)s。校验码正确。", { said }) : said;
};

const doubt = ({ number, problem }) => ({
  check_digit: _("校验码不对，很可能有一位录错。请对照证件逐位核对。"),
  length: _("现在有 %(n)s 位，居民身份证号码是 18 位。请对照证件核对。", { n: number.length }),
  rounded: _("号码后几位可能被表格软件改成了 0。请对照证件重新录入。"),
  birth_date: _("号码中的出生日期不存在。请对照证件核对。"),
  unrecognised: _("认不出是哪种证件。请核对；确实如此的，照样可以保存。"),
})[problem];

// A number pad has no X, and a passport needs letters: both are one tap away, on touch screens only.
const keys = (input) => {
  const letters = h("button", { type: "button", class: "button key", ariaPressed: "false" }, _("字母键盘"));
  letters.addEventListener("click", () => {
    const wanted = input.inputMode === "numeric" ? "text" : "numeric";
    input.inputMode = wanted;
    letters.setAttribute("aria-pressed", String(wanted === "text"));
    input.blur(); // the keyboard changes only when it opens anew
    input.focus();
  });
  const x = h("button", { type: "button", class: "button key", ariaLabel: _("末位 X"), onClick: () => take(input, `${input.value}X`) }, "X");
  return h("div", { class: "keys keys-touch" }, x, letters);
};
