// PINs: what makes one too easy to guess, and the pad to enter one.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "./ui.js";

export const LEAST = 6;
const MOST = 12;

/** A sentence why this PIN will not do, or null. */
export const problem = (pin) => {
  if (!/^\d*$/.test(pin)) return _("PIN 只能是数字。");
  if (pin.length < LEAST) return _("PIN 至少 %(n)s 位数字。", { n: LEAST });
  if (new Set(pin).size < 3) return _("这个 PIN 太好猜：数字太单一。");
  const steps = [...pin].slice(1).map((digit, at) => digit - pin[at]);
  return steps.every((step) => step === steps[0]) ? _("这个 PIN 太好猜：数字是连着的。") : null;
};

/** A field for a PIN, with its label; `field.input` is the input. */
export const pinField = (label, { fresh = false, help } = {}) => {
  const input = h("input", {
    class: "control pin-input", type: "password", inputmode: "numeric", pattern: "[0-9]*", maxlength: String(MOST),
    autocomplete: fresh ? "new-password" : "current-password", required: true,
  });
  const said = h("p", { class: "error", role: "alert", hidden: true });
  const field = h("div", { class: "field" }, h("label", null, label, input), help && h("p", { class: "help" }, help), said);
  const complain = (sentence) => {
    said.replaceChildren(...(sentence ? [icon("circle-alert"), sentence] : []));
    said.hidden = !sentence;
    field.classList.toggle("field-wrong", Boolean(sentence));
    if (sentence) input.focus();
  };
  return Object.assign(field, { input, complain });
};

/** Big keys for a PIN; `done(pin)` is awaited, and the pad is empty and ready again when it comes back. */
export const pinPad = (done) => {
  let pin = "";
  const dots = h("p", { class: "dots", ariaLive: "off" });
  const show = () => {
    dots.replaceChildren(...Array.from({ length: Math.max(LEAST, pin.length) }, (_one, at) => h("i", { class: at < pin.length ? "dot full" : "dot" })));
    dots.setAttribute("aria-label", _("已输入 %(n)s 位", { n: pin.length }));
    enter.disabled = pin.length < LEAST;
  };
  const type = (digit) => { if (pin.length < MOST) pin += digit; show(); };
  const remove = () => { pin = pin.slice(0, -1); show(); };
  const send = async () => {
    if (pin.length < LEAST) return;
    keys.disabled = true;
    const given = pin;
    try {
      await done(given);
    } finally {
      pin = "";
      keys.disabled = false;
      show();
    }
  };
  const key = (content, press, label, look = "") => h("button", { type: "button", class: `key ${look}`, ariaLabel: label, onClick: press }, content);
  const enter = key(icon("check"), send, _("解锁"), "primary");
  const digits = [..."123456789"].map((digit) => key(digit, () => type(digit)));
  const keys = h("fieldset", { class: "pad" }, digits, key(icon("delete"), remove, _("删去一位")), key("0", () => type("0")), enter);
  const typed = (event) => {
    if (keys.disabled || event.ctrlKey || event.metaKey || event.target.closest?.("input, textarea, dialog")) return;
    if (/^\d$/.test(event.key)) type(event.key);
    else if (event.key === "Backspace") remove();
    else if (event.key === "Enter" && !event.target.closest?.("button")) send();
  };
  addEventListener("keydown", typed);
  show();
  return Object.assign(h("div", { class: "pin" }, dots, keys), { stop: () => removeEventListener("keydown", typed) });
};
