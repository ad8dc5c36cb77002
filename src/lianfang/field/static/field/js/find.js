// Finding people and doors while typing: by name, pinyin initials, house number, last digits of a phone or an ID. Pure.

const MOST = 50;
const BEST = 6;

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

// For a word, how well a record fits it: 0 for not at all. Made once for a word, asked of every record.
const matcher = (word) => {
  if (/^\d+$/.test(word)) return digits(word);
  return /^[\da-z]+$/.test(word) ? letters(word) : words(word);
};

const END = 3; // that many last digits of a phone or an ID, at least

const endsSo = (ends, word) => word.length >= END && ends.some((end) => end.endsWith(word));

// A house number of its own ("12" is not in "112号"), or an end.
const digits = (word) => {
  const alone = new RegExp(`(?<!\\d)${word}(?!\\d)`);
  return ({ address, ends }) => {
    if (endsSo(ends, word)) return 4;
    return address.includes(word) && alone.test(address) ? 3 : 0;
  };
};

const letters = (word) => ({ py, name, address, ends }) => {
  if (py === word) return 5;
  if (py.startsWith(word)) return 4;
  return endsSo(ends, word) ? 3 : words(word)({ name, address });
};

const words = (word) => ({ name, address }) => {
  if (name === word) return 6;
  if (name.startsWith(word)) return 5;
  if (name.includes(word)) return 4;
  return address.includes(word) ? 2 : 0;
};

/** The best of `groups` ([[type, records]…], the dearer first) for what was typed, at most 50: [{type, record}…]. */
export const find = (text, groups) => {
  const matchers = plain(text).split(/\s+/).filter(Boolean).map(matcher);
  if (!matchers.length) return [];
  const byMark = Array.from({ length: BEST + 1 }, () => []); // ten thousand may fit: they are not sorted one by one
  for (const [type, records] of groups) {
    for (const record of records) byMark[markOf(ready(record), matchers)].push({ type, record });
  }
  return byMark.slice(1).reverse().flatMap((found) => found.slice(0, MOST)).slice(0, MOST);
};

// Every word has to fit; the record is as good as its worst word.
const markOf = (made, matchers) => {
  let mark = BEST;
  for (const fits of matchers) {
    mark = Math.min(mark, fits(made));
    if (!mark) return 0;
  }
  return mark;
};
