// Finding people and doors while typing: by name, pinyin initials, house number, last digits of a phone or an ID. Pure.

const MOST = 50;
const ORDER = { target: 0, person: 1, household: 2 };

const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

const prepared = new WeakMap(); // a record is replaced when it changes, so what was made ready for it never grows old

const ready = (record) => {
  let made = prepared.get(record);
  if (!made) {
    made = {
      name: plain(record.name),
      py: plain(record.py),
      address: plain(record.address),
      ends: [...(record.phones ?? []), record.tail ?? "", record.id_number ?? ""].map(plain),
    };
    prepared.set(record, made);
  }
  return made;
};

// How well a word fits, 0 for not at all. Digits are a house number of their own ("12" is not in "112号"), or an end.
const digits = ({ address, ends }, word) => {
  if (word.length >= 3 && ends.some((end) => end.endsWith(word))) return 4;
  return new RegExp(`(?<!\\d)${word}(?!\\d)`).test(address) ? 3 : 0;
};

const letters = ({ py, ends }, word) => {
  if (py === word) return 5;
  if (py.startsWith(word)) return 4;
  return ends.some((end) => end.endsWith(word)) ? 3 : 0; // an ID that ends in x
};

const words = ({ name, address }, word) => {
  if (name === word) return 6;
  if (name.startsWith(word)) return 5;
  if (name.includes(word)) return 4;
  return address.includes(word) ? 2 : 0;
};

const fits = (record, word) => {
  const made = ready(record);
  if (/^\d+$/.test(word)) return digits(made, word);
  return (/^[a-z]+$/.test(word) && letters(made, word)) || words(made, word);
};

/** The best of `groups` ([[type, records]…]) for what was typed, at most 50: [{type, record}…]. */
export const find = (text, groups) => {
  const asked = plain(text).split(/\s+/).filter(Boolean);
  if (!asked.length) return [];
  const found = [];
  for (const [type, records] of groups) {
    for (const record of records) {
      const marks = asked.map((word) => fits(record, word));
      if (marks.every(Boolean)) found.push({ type, record, mark: Math.min(...marks) });
    }
  }
  found.sort((one, other) => other.mark - one.mark || ORDER[one.type] - ORDER[other.type] || byName(one, other));
  return found.slice(0, MOST).map(({ type, record }) => ({ type, record }));
};

const byName = (one, other) => {
  const [mine, theirs] = [one.record.name ?? one.record.address ?? "", other.record.name ?? other.record.address ?? ""];
  return mine < theirs ? -1 : Number(mine > theirs);
};
