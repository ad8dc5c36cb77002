// Number plates as people type them: the rules of lianfang.vault.plates (GA 36-2018), for the moment of typing.
// Nothing is ever refused. Both sides read tests/desk_facts/cases/plate.json.

export const PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
const TRADITIONAL = { 滬: "沪", 雲: "云", 遼: "辽", 魯: "鲁", 蘇: "苏", 贛: "赣", 晉: "晋", 陝: "陕", 閩: "闽", 貴: "贵",
  粵: "粤", 寧: "宁", 瓊: "琼", 掛: "挂", 學: "学", 領: "领" };
const START = `[${PROVINCES}][A-HJ-NP-Z]`;
const KINDS = Object.entries({
  ordinary: `${START}[A-HJ-NP-Z0-9]{5}`,
  energy_small: `${START}[A-HJK][A-HJ-NP-Z0-9]\\d{4}`,
  energy_large: `${START}\\d{5}[A-HJK]`,
  police: `${START}[A-HJ-NP-Z0-9]{4}警`,
  trailer: `${START}[A-HJ-NP-Z0-9]{4}挂`,
  learner: `${START}[A-HJ-NP-Z0-9]{4}学`,
  hong_kong: "粤Z[A-HJ-NP-Z0-9]{4}港",
  macau: "粤Z[A-HJ-NP-Z0-9]{4}澳",
  embassy: "\\d{6}使|使\\d{6}",
  consulate: `[${PROVINCES}][A-HJ-NP-Z]?\\d{4,5}领`,
  armed_police: `WJ[${PROVINCES}]?[A-Z0-9]{5,7}`,
  military: "[A-Z]{2}[A-Z0-9]?\\d{4,5}",
}).map(([kind, shape]) => [kind, new RegExp(`^(?:${shape})$`)]);

/** The plate without what only typing adds: width, case, spaces, dots; traditional characters as plates write them. */
export const normalise = (text) => text.normalize("NFKC").toUpperCase()
  .replace(/[\s.,·•∙⋅・。、\-‐‑‒–—―_\u200b\ufeff]+/g, "").replace(/./gu, (char) => TRADITIONAL[char] ?? char);

/** {number, kind, hint}: `kind` is "" for what is not recognised; `hint` is the plate meant by letters O and I in it. */
export const recognise = (text) => {
  const number = normalise(text);
  const kind = kindOf(number);
  const meant = number.slice(0, 2) + number.slice(2).replace(/O/g, "0").replace(/I/g, "1");
  return { number, kind, hint: !kind && kindOf(meant) ? meant : "" };
};

const kindOf = (number) => KINDS.find(([, shape]) => shape.test(number))?.[0] ?? "";
