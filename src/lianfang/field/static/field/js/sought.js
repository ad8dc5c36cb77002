// Whether somebody is in the set of those looked for: it can be asked, not read (docs/decisions/0023). Pure.

import { read as document } from "../../desk/js/forms/idcard.js";
import { read as phonesIn } from "../../desk/js/forms/phone.js";
import { normalise } from "../../desk/js/forms/plate.js";

const encode = (text) => new TextEncoder().encode(text);
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** A set as the server sends it ({key, bits, sets}), ready to be asked. */
export const setOf = async ({ key, bits, sets }) => ({
  bits,
  key: await crypto.subtle.importKey("raw", bytes(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
  sets: Object.entries(sets).map(([action, values]) => [action, numbers(bytes(values))]),
});

// Little end first, whatever the phone's own order.
const numbers = (packed) => {
  const view = new DataView(packed.buffer);
  return Uint32Array.from({ length: packed.length / 4 }, (_, at) => view.getUint32(at * 4, true));
};

/** The words of a plate or a person ({person?, id_number, name, phones, birth_date}), as the server spells them. */
export const wordsOfPlate = (plate) => (normalise(plate ?? "") ? [`v:${normalise(plate)}`] : []);

export const wordsOf = ({ person, id_number: id = "", name = "", phones = [], birth_date: born = "" }) => {
  const { number } = document(id ?? "");
  const called = spelled(name ?? "");
  const words = person ? [`u:${person}`] : [];
  if (number) words.push(`i:${/^[HM]\d{8}/.test(number) ? number.slice(0, 9) : number}`);
  if (!called) return words;
  const told = [phones ?? []].flat().flatMap((typed) => phonesIn(typed)).map((phone) => `np:${called}|${phone.number}`);
  return [...words, ...told, ...(born && !number ? [`nb:${called}|${born.replaceAll("-", "")}`] : [])];
};

/** Letters and digits of a name alone, full width as half width, in lower case. */
export const spelled = (name) => name.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

/** The gravest action for these words, or undefined. The server names actions in that order. */
export const sought = async ({ key, bits, sets }, words) => {
  const values = await Promise.all(words.map((word) => valueOf(key, bits, word)));
  return sets.find(([, kept]) => values.some((value) => holds(kept, value)))?.[0];
};

const valueOf = async (key, bits, word) => {
  const hash = await crypto.subtle.sign("HMAC", key, encode(word));
  return bits ? new DataView(hash).getUint32(0) >>> (32 - bits) : -1;
};

const holds = (kept, value) => {
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (kept[middle] < value) low = middle + 1;
    else high = middle;
  }
  return kept[low] === value;
};
