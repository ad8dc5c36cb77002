// Ids made on the phone: v7 for what is new, v5 for what follows from what it is about.

const KEYED = "6c69616e-6661-5e67-8a2b-6b6579656400"; // as lianfang.ledger.kinds.keyed_subject

const written = (bytes) => {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const marked = (bytes, version) => {
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return written(bytes);
};

let last = 0;
let count = 0;

/** A new id. Ids made one after the other sort in that order, even within a millisecond or when the clock is put back. */
export const v7 = () => {
  const now = Date.now();
  count = now > last ? 0 : count + 1;
  if (count > 0xfff) [last, count] = [last + 1, 0];
  last = Math.max(last, now);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0, rest = last; place < 6; place += 1, rest = Math.floor(rest / 256)) bytes[5 - place] = rest % 256;
  [bytes[6], bytes[7]] = [count >> 8, count & 0xff];
  return marked(bytes, 7);
};

/** The id that follows from a name (SHA-1, RFC 9562). */
export const v5 = async (namespace, name) => {
  const space = namespace.replaceAll("-", "").match(/../g).map((pair) => parseInt(pair, 16));
  const text = new TextEncoder().encode(name);
  const digest = await crypto.subtle.digest("SHA-1", new Uint8Array([...space, ...text]));
  return marked(new Uint8Array(digest).slice(0, 16), 5);
};

/** The subject of a fact whose kind says from which fields it follows (`spec.keyed`): two phones at one door speak of one door. */
export const keyed = (spec, data) =>
  v5(KEYED, [spec.subject, ...spec.keyed.map((field) => String(data[field]).toLowerCase())].join(":"));

/** The subject of a new fact of an opening kind. */
export const subjectOf = async (spec, data) => (spec.keyed?.length ? keyed(spec, data) : v7());
