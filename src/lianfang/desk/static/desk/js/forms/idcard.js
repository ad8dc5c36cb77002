// Identity documents as people type them: the rules of lianfang.vault.documents, for the moment of typing.
// GB 11643-1999, ISO 7064 MOD 11-2. Both sides read tests/desk_facts/cases/idcard.json.

const NOISE = /[\s\-‐‑‒–—―_'`‘’"“”:：\u200b\ufeff]+/g;
const LABEL = /^(?:居民)?(?:身份证|证件|护照|通行证)(?:号码|号)?|\((?:身份证|护照|通行证)\)$/;
const ABSENT = /^(?:无|没有|暂无|不详|未知|不清楚|未提供|未登记|未带|忘带|空|\/|\\|\.|\*|\?|x|none|null|nan|n\/a)*$/i;
const AS_FLOAT = /^(?:\d(?:\.\d+)?[Ee]\+?\d{1,2}|\d+\.0*)$/;
const OTHERS = [
  /^[HM]\d{8}(?:\d{2})?$/, // travel permit of Hong Kong and Macau residents
  /^[A-Z]{3}\d{12}$/, // foreigner's permanent residence card before 2023
  /^(?:E\d{8}|E[A-HJ-NP-Z]\d{7}|[GDSP]\d{8}|[A-Z]{1,2}\d{6,8})$/, // passports
  /^\d{8}$/, // travel permit of Taiwan residents
  /^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,16}$/,
];
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|8[1-3]|91)/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const NEIGHBOURS = ["", "245", "13456", "26", "1257", "1346890", "2359", "48", "5790", "68"]; // on a number pad
const EXACT = 1e15; // a spreadsheet keeps fifteen digits
const OLDEST_YEAR = 1880;

/**
 * Read one number: {number, ok, problem, birth, sex, hints}. `ok` is null where the document has no check; `problem`
 * is "", check_digit, length, rounded, birth_date or unrecognised; `birth` is YYYY-MM-DD and `sex` male or female, or "".
 * `hints`: for a wrong number every right one at one edit, the likeliest slips of the finger first.
 */
export const read = (text) => {
  const plain = text.normalize("NFKC").trim().replace(/^'+/, "");
  if (AS_FLOAT.test(plain)) return fromFloat(Number(plain));
  const bare = plain.replace(NOISE, "").replace(LABEL, "");
  if (ABSENT.test(bare)) return found("");
  const number = bare.toUpperCase().replace(/[×Х]/g, "X");
  const result = judge(number);
  return result.ok === false && ["check_digit", "length"].includes(result.problem) ? { ...result, hints: hints(number) } : result;
};

const found = (number, ok = null, problem = "", birth = "", sex = "") => ({ number, ok, problem, birth, sex, hints: [] });

const fromFloat = (value) => {
  if (value >= EXACT) return rounded(value.toFixed(0));
  return value > 0 ? judge(value.toFixed(0)) : found("");
};

// The first fifteen digits survive rounding, so the birth date does too; the digit that tells the sex does not.
const rounded = (digits) => found("", false, "rounded", digits.length === 18 ? birthDate(digits.slice(6, 14)) : "");

const judge = (number) => {
  if (/^\d{17}[\dX]$/.test(number)) return ofEighteen(number);
  if (/^\d{15}$/.test(number)) {
    const birth = birthDate(`19${number.slice(6, 12)}`);
    return found(number, birth ? null : false, birth ? "" : "birth_date", birth, sexOf(number[14]));
  }
  if (OTHERS.some((shape) => shape.test(number))) return found(number);
  return found(number, false, /^\d{12,21}X?$/.test(number) ? "length" : "unrecognised");
};

const ofEighteen = (number) => {
  const right = checkDigit(number) === number[17];
  if (!right && number.endsWith("000")) return rounded(number);
  const birth = birthDate(number.slice(6, 14));
  const problem = right ? (birth ? "" : "birth_date") : "check_digit";
  return found(number, problem === "", problem, birth, sexOf(number[16]));
};

const checkDigit = (number) => "10X98765432"[WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0) % 11];

const birthDate = (digits) => {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)];
  const born = new Date(Number(year), Number(month) - 1, Number(day));
  const real = born.getMonth() === Number(month) - 1 && born.getDate() === Number(day);
  return real && Number(year) >= OLDEST_YEAR && born <= new Date() ? `${year}-${month}-${day}` : "";
};

const sexOf = (digit) => (Number(digit) % 2 ? "male" : "female");

const hints = (number) => {
  const costs = new Map();
  for (const [candidate, cost] of edits(number)) {
    if (!right(candidate, number)) continue;
    costs.set(candidate, Math.min(cost, costs.get(candidate) ?? cost));
  }
  return [...costs].sort((one, other) => one[1] - other[1]).map(([candidate]) => candidate);
};

// A division that was not touched is never doubted: county codes come and go.
const right = (candidate, typed) => /^\d{17}[\dX]$/.test(candidate) && judge(candidate).ok === true
  && (candidate.slice(0, 6) === typed.slice(0, 6) || PROVINCE.test(candidate));

/** Every number at one edit with how unlikely that slip is: swapped, lost or doubled, the key beside it, any other. */
function* edits(number) {
  for (let at = 0; at <= number.length; at += 1) {
    const [before, here, after] = [number.slice(0, at), number[at] ?? "", number.slice(at + 1)];
    if (after) yield [before + after[0] + here + after.slice(1), 0];
    if (here) yield [before + after, 1];
    for (const digit of "0123456789X") {
      yield [before + digit + here + after, 1];
      if (here) yield [before + digit + after, NEIGHBOURS[here]?.includes(digit) || here + digit === "0X" ? 2 : 3];
    }
  }
}
