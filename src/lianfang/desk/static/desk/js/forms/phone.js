// Telephone numbers as people type them: the rules of lianfang.vault.phones, for the moment of typing.
// Both sides read tests/desk_facts/cases/phone.json. Only the ranges of mobile numbers are known here; whether an
// inland area code exists is for the server to say.

const EXTENSION = /(?:转|分机|[Ee]xt\.?|#)\s*\d{1,6}|(?<=\d{7})-\d{1,4}(?!\d)/g;
const MOBILE = /^1[3-9]\d{9}$/;
const IN_USE = /^1(?:(?:610\d|740[0-5])\d{6}|(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8})$/;
const INLAND = /^(?:0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}|[48]00\d{7})$/;

/** Every number in a text, in order and once each: [{number, valid, problem}]; problem "", short, long, range, area_code. */
export const read = (text) => {
  const plain = text.normalize("NFKC").trim().replace(/[‐‑‒–—―_]/g, "-")
    .replace(/\((0\d{2,3})\)/g, "$1-").replace(EXTENSION, " ");
  const numbers = (plain.match(/\+?\d[\d\s\-.]*/g) ?? []).flatMap(split);
  return [...new Set(numbers)].map(judge);
};

// Spaces group one number's digits (138 0308 6191) or part two numbers: the whole is tried first.
const split = (piece) => {
  const whole = digits(piece);
  if (/^(?:1[3-9]\d{9}){2,}$/.test(whole)) return whole.match(/\d{11}/g);
  const words = piece.trim().split(/\s+/).map(digits);
  return whole.length > 12 && words.length > 1 && words.every((word) => word.length >= 7) ? words : [whole];
};

const digits = (piece) => {
  const bare = piece.replace(/[\s\-.]/g, "").replace(/^(?:(?:\+|00)86|86(?=1[3-9]\d{9}$))/, "");
  return /^01[3-9]\d{9}$/.test(bare) ? bare.slice(1) : bare;
};

const judge = (number) => {
  if (number.startsWith("+")) return { number: number.slice(1), valid: true, problem: "" };
  const problem = problemOf(number);
  return { number, valid: problem === "", problem };
};

const problemOf = (number) => {
  if (MOBILE.test(number)) return IN_USE.test(number) ? "" : "range";
  if (INLAND.test(number)) return "";
  if (/^[2-8]\d{6,7}$/.test(number)) return "area_code";
  if (number.length === 11) return "range";
  return number.length < 11 ? "short" : "long";
};
