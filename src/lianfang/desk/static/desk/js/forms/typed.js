// What is written: text, numbers, dates, moments. A control is {nodes, inputs, raw, set, get, problem}:
// `raw` is what stands in it, `set` takes that or a stored value, `get` gives what is stored (undefined: nothing said),
// `problem` a sentence about what cannot be stored, or "".

import { _ } from "../words.js";
import { h } from "../dom.js";

const control = (input, more) => ({
  nodes: [input],
  inputs: [input],
  raw: () => input.value,
  set: (value) => { input.value = value ?? ""; },
  get: () => input.value.trim() || undefined,
  problem: () => "",
  ...more,
});

const tooLong = (text, limit) => limit !== undefined && [...text].length > limit
  ? _("最多 %(n)s 个字，现在有 %(now)s 个。请写短些。", { n: limit, now: [...text].length }) : "";

const tooShort = (text, limit) => text && limit !== undefined && [...text].length < limit
  ? _("至少写 %(n)s 个字。", { n: limit }) : "";

const withLimits = (input, { limits = {} }) => ({
  problem: () => tooLong(input.value.trim(), limits.max_length) || tooShort(input.value.trim(), limits.min_length),
});

export const text = (spec, props) => {
  const input = h("input", { type: "text", autocomplete: "off", ...props });
  return control(input, withLimits(input, spec));
};

export const textarea = (spec, props) => {
  const input = h("textarea", { rows: 3, ...props });
  return control(input, withLimits(input, spec));
};

const STEPS = 200; // up to here − and + are quicker than a keyboard

export const number = (spec, props) => {
  const { ge, le } = spec.limits ?? {};
  const input = h("input", { type: "text", inputmode: spec.decimal ? "decimal" : "numeric", autocomplete: "off", ...props });
  const plain = () => input.value.normalize("NFKC").replace(/\s/g, "");
  const fits = () => (spec.decimal ? /^[+-]?(?:\d+\.?\d*|\.\d+)$/ : /^[+-]?\d+$/).test(plain());
  const problem = () => {
    if (!plain()) return "";
    if (!fits()) return spec.decimal ? _("请填数字，如 36.5。") : _("请填整数，如 3。");
    if (ge !== undefined && Number(plain()) < ge) return _("不能小于 %(n)s。", { n: ge });
    return le !== undefined && Number(plain()) > le ? _("不能大于 %(n)s。", { n: le }) : "";
  };
  input.addEventListener("focus", () => input.select());
  const asked = control(input, { get: () => (plain() && fits() ? Number(plain()) : undefined), problem });
  return spec.decimal || ge === undefined || !(le <= STEPS) ? asked : { ...asked, nodes: [stepper(input, plain, ge, le)] };
};

const stepper = (input, plain, ge, le) => {
  const step = (by) => () => {
    const now = Number.parseInt(plain(), 10);
    input.value = Math.min(le, Math.max(ge, Number.isNaN(now) ? ge : now + by));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const key = (sign, label, by) => h("button", { type: "button", class: "button step-key", ariaLabel: label, onClick: step(by) }, sign);
  return h("div", { class: "stepper" }, key("−", _("减一"), -1), input, key("+", _("加一"), 1));
};

export const date = (spec, props) => {
  const input = h("input", { type: "date", ...props });
  return control(input, { problem: () => (input.validity.badInput ? _("日期不完整，请选年、月、日。") : "") });
};

export const moment = (spec, props) => {
  const input = h("input", { type: "datetime-local", ...props });
  return control(input, {
    set: (value) => { input.value = local(value); },
    get: () => (input.value ? new Date(input.value).toISOString() : undefined),
    problem: () => (input.validity.badInput ? _("时间不完整，请选日期和时刻。") : ""),
  });
};

/** A stored moment as this device's clock shows it; a local one stays. */
const local = (value) => {
  if (!value || !/(?:Z|[+-]\d\d:?\d\d)$/.test(value)) return value?.slice(0, 16) ?? "";
  const at = new Date(value);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
};
