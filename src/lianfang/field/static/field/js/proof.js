// Slips of proofs, judged without network: lianfang.proofs.tokens says what they hold and why so little.

import { read as document } from "../../desk/js/forms/idcard.js";
import { normalise } from "../../desk/js/forms/plate.js";
import { unbase64 } from "./keys.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KINDS = ["", "residence", "observation_ended", "essential"];
const [HEAD, SEAL] = [33, 64]; // bytes before what is printed, and of the signature
const DOMAIN = new TextEncoder().encode("lianfang-proof-v1\0");
const DAY = 86_400_000;

/** What was scanned or typed without an address before it, dashes, and letters that look like digits. */
export const tidy = (text) =>
  text.slice(text.lastIndexOf("#") + 1).toUpperCase().replace(/[\s\-·－]/g, "")
    .replace(/[IL]/g, "1").replace(/O/g, "0").replace(/U/g, "V");

/** Whether it is the short code printed on a slip: only the server knows what that is worth. */
export const isShort = (code) => code.length === 8;

const bytesOf = (code) => {
  let bits = "";
  for (const letter of code) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  return Uint8Array.from(bits.match(/[01]{8}/g) ?? [], (byte) => parseInt(byte, 2));
};

const codeOf = (bytes) =>
  [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("").match(/.{5}/g).map((bits) => LETTERS[parseInt(bits, 2)]).join("");

/**
 * Judge a slip by what this phone carries: {found, what, until, area, printed, agrees(text)}. `found`: valid, expired,
 * revoked, forged, foreign or unreadable; all but the last three tell the rest. `agrees`: whether a document number or
 * a plate is the slip's, as far as 12 bits can say.
 */
export const judge = async (code, { keys = {}, dead = [] }, today) => {
  const sealed = /[^0-9A-HJKMNP-TV-Z]/.test(code) ? new Uint8Array() : bytesOf(code);
  const content = sealed.slice(0, -SEAL);
  if (content.length < HEAD || content[0] !== 1) return { found: "unreadable" };
  const kid = [...content.slice(1, 5)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  if (!Object.hasOwn(keys, kid)) return { found: "foreign" };
  if (!(await isSealed(keys[kid], content, sealed.slice(-SEAL)))) return { found: "forged" };
  const slip = opened(content);
  const found = dead.includes(codeOf(slip.entry.slice(-5))) ? "revoked" : slip.until < today ? "expired" : "valid";
  return { ...slip, found };
};

const isSealed = async (point, content, signature) => {
  const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", unbase64(point), how, false, ["verify"]);
  return crypto.subtle.verify(how, key, signature, Uint8Array.of(...DOMAIN, ...content));
};

const opened = (content) => {
  const view = new DataView(content.buffer);
  const entry = content.slice(5, 21);
  const village = view.getUint8(24) * 2 ** 32 + view.getUint32(25);
  const marks = [view.getUint16(29), view.getUint16(31)];
  return {
    entry,
    what: KINDS[content[21]],
    until: new Date(view.getUint16(22) * DAY).toISOString().slice(0, 10),
    area: village ? String(village).padStart(12, "0") : "",
    printed: new TextDecoder().decode(content.slice(HEAD)),
    comparable: marks.some(Boolean),
    agrees: async (text) => {
      const number = document(text).number.replace(/^([HM]\d{8})\d\d$/, "$1"); // a permit issued anew is the same holder's
      return marks[0] === (await mark(entry, number)) || marks[1] === (await mark(entry, normalise(text)));
    },
  };
};

const mark = async (entry, number) => {
  const hashed = await crypto.subtle.digest("SHA-256", Uint8Array.of(...entry, ...new TextEncoder().encode(number)));
  return 1 + (new DataView(hashed).getUint32(0) % 0xfff);
};
