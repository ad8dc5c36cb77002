// Who may look: enrolment, PIN, locking, and the wipe after ten wrong PINs or when the office takes the phone off.

import { _ } from "../../desk/js/words.js";
import { ask } from "./api.js";
import { bus, tell, tellOthers } from "./bus.js";
import * as clock from "./clock.js";
import { all, allBy, get, ofMember, Trouble, write } from "./db.js";
import { enter, inside, needed, still } from "./inside.js";
import * as keys from "./keys.js";
import * as records from "./records.js";
import { isRoomy, spend, withRoom } from "./room.js";

const TRIES = 10;
const HIDDEN = 15 * 60_000;

/** Who is inside: {member, name, language, device, county, area}, or null while locked. */
export const current = () => {
  const who = inside();
  return who && Object.fromEntries(SHOWN.map((field) => [field, who[field]]));
};
const SHOWN = ["member", "name", "language", "device", "county", "area"];

/**
 * The people of this phone: [{member, name, unsent, left, wiped, why, wrong}…]. `unsent` facts are on it, `left` of them
 * from an earlier enrolment: those can only be exported. `wiped`: "" | "pin" | "revoked" | "closed" | "unknown".
 */
export const people = async () => Promise.all((await all("people")).map(async (row) => {
  const waiting = await allBy("outbox", "member", row.member);
  return {
    member: row.member,
    name: row.name,
    unsent: waiting.length,
    left: waiting.filter(({ box }) => row.wiped || box !== row.box).length,
    wiped: row.wiped ?? "",
    why: row.why ?? "",
    wrong: row.wrong,
  };
}));

const amend = (member, change) => write(["people"], async (rows) => {
  const row = await rows.get(member);
  if (!row) throw new Trouble("nobody");
  const next = { ...row, ...change(row) };
  await rows.put(next);
  return next;
});

const checked = (pin) => {
  if (!/^\d{6,}$/.test(pin)) throw new Trouble("short_pin", { why: _("PIN 至少 6 位数字。") });
  return pin;
};

const nameOf = (member, what) => `${what}/${member}`;

/** Make this phone a device of the member whose one-time code this is; they are inside then. Throws as `ask` does. */
export const enrol = async ({ code, device, pin }) => {
  const salt = keys.random(16);
  const [dk, ok] = [keys.random(32), keys.random(32)];
  const pinKey = await keys.fromPin(checked(pin), salt); // before the code is spent
  const asked = Date.now();
  const given = await ask("/field/v1/enrol", { body: { code, device } });
  const { id: member, name, language } = given.member;
  const [dataKey, outboxKey] = await Promise.all([keys.keyOf(dk), keys.keyOf(ok)]);
  const row = {
    member, name, language, device: given.device, county: given.county, area: "", wrong: 0, salt,
    box: crypto.randomUUID(),
    dk: await keys.sealBytes(pinKey, dk, nameOf(member, "dk")),
    ok: await keys.sealBytes(dataKey, ok, nameOf(member, "ok")),
    token: await keys.seal(dataKey, given.token, nameOf(member, "token")),
    key: await keys.sealForCounty(ok, given.seal),
    rescue: await keys.seal(outboxKey, { token: given.token }, "rescue"),
  };
  await keepNew(row);
  leave(member); // another tab may hold the keys of a former enrolment
  await clock.learn({ offset: given.offset, at: given.now, asked, heard: Date.now() });
  return admit(row, dk);
};

// What was downloaded under a former enrolment cannot be read any more. Its unsent facts stay, with the key for the county.
const keepNew = (row) => write(["people", "outbox", ...DOWNLOADED], async (people, outbox, ...downloaded) => {
  const before = await people.get(row.member);
  const boxes = new Set((await outbox.index("member").getAll(row.member)).map(({ box }) => box));
  const former = before ? [...(before.left ?? []), { box: before.box, device: before.device, key: before.key, rescue: before.rescue }] : [];
  await dropDownloaded(row.member, downloaded);
  await people.put({ ...row, left: former.filter(({ box }) => boxes.has(box)) });
});

const DOWNLOADED = ["shelves", "sent", "drafts", "meta"];

const dropDownloaded = async (member, [shelves, sent, drafts, meta]) => {
  const receipts = await sent.index("member").getAllKeys(member);
  await Promise.all([
    shelves.delete(ofMember(member)),
    drafts.delete(ofMember(member)),
    ...receipts.map((key) => sent.delete(key)),
    ...["down", "up", "reference", "asking"].map((what) => meta.delete(`${what}:${member}`)),
  ]);
};

const admit = async (row, dk) => {
  if (inside()) lock();
  const dataKey = await keys.keyOf(dk);
  const [ok, token] = await Promise.all([
    keys.openBytes(dataKey, row.ok, nameOf(row.member, "ok")),
    keys.open(dataKey, row.token, nameOf(row.member, "token")),
  ]);
  const shown = Object.fromEntries(SHOWN.map((field) => [field, row[field]]));
  enter({ ...shown, box: row.box, kid: row.key.kid, dk: dataKey, ok: await keys.keyOf(ok), token });
  await Promise.all([clock.load(), records.load(), isRoomy()]);
  tell("session", current());
  return current();
};

/** Let a person in. Throws {code: "wrong_pin", left} or {code: "wiped"}. */
export const unlock = async (member, pin) => {
  const { row, dk } = await tried(member, pin);
  return admit(row, dk);
};

/** Lock: nothing readable stays in memory. */
export const lock = () => {
  enter(null);
  records.clear();
  tell("session", null);
};

/**
 * Try a PIN; gives the row and the data key. The count goes to the disk before the try, one try at a time over all
 * tabs: closing the app in the middle wins no guess.
 */
const tried = (member, pin) => navigator.locks.request("lianfang-pin", async () => {
  const before = await get("people", member);
  if (!before || before.wiped) throw new Trouble("wiped", { why: before?.why });
  if (before.wrong >= TRIES) throw await wipe(member, "pin");
  const row = await counted(member, (one) => ({ wrong: one.wrong + 1 }));
  const dk = await opened(row, pin);
  if (dk) {
    await amend(member, () => ({ wrong: 0 })).catch(ifFull);
    return { row, dk };
  }
  if (row.wrong >= TRIES) throw await wipe(member, "pin");
  throw new Trouble("wrong_pin", { left: TRIES - row.wrong });
});

const ifFull = (problem) => { if (problem.code !== "full") throw problem; };

// A count that finds no room costs one of a few files instead: taking away needs no room.
const counted = async (member, change) => {
  try {
    return await amend(member, change);
  } catch (problem) {
    if (problem.code !== "full" || !(await spend())) throw problem;
    return amend(member, change).catch(() => uncounted(member, change));
  }
};

const uncounted = async (member, change) => {
  const row = await get("people", member);
  return { ...row, ...change(row) };
};

const opened = async (row, pin) => {
  try {
    return new Uint8Array(await keys.openBytes(await keys.fromPin(pin, row.salt), row.dk, nameOf(row.member, "dk")));
  } catch {
    return null;
  }
};

/** Change the PIN of whoever is inside. A wrong old one counts as any wrong PIN. */
export const changePin = async (old, next) => {
  const { member } = needed();
  checked(next);
  const { dk } = await tried(member, old);
  const salt = keys.random(16);
  const sealed = await keys.sealBytes(await keys.fromPin(next, salt), dk, nameOf(member, "dk"));
  await amend(member, () => ({ salt, dk: sealed }));
};

/** Take a person off this phone. Throws {code: "unsent"} while facts of theirs are on it only. */
export const forget = async (member) => {
  await write(["people", "outbox", ...DOWNLOADED], async (people, outbox, ...downloaded) => {
    if (await outbox.index("member").count(member)) throw new Trouble("unsent");
    await dropDownloaded(member, downloaded);
    await people.delete(member);
  });
  leave(member);
};

const leave = (member) => {
  if (inside()?.member === member) lock();
  tellOthers("left", { member });
};

/**
 * Delete what was downloaded and every key this phone can use; unsent facts stay, for the county's server to open.
 * Gives the Trouble to throw. With `box`, only if that is still the enrolment in use.
 */
export const wipe = async (member, code, { said, box } = {}) => {
  const why = said || WHY[code]();
  const before = await get("people", member);
  if (!before || (box && before.box !== box)) return new Trouble("wiped", { why });
  await write(DOWNLOADED, (...downloaded) => dropDownloaded(member, downloaded)); // taking away needs no room
  await withRoom(() => write(["people"], async (people) => {
    const { salt, dk, ok, token, ...row } = await people.get(member);
    await people.put({ ...row, wiped: code, why });
  }));
  leave(member);
  tell("problem", { code: "wiped", member, why });
  return new Trouble("wiped", { why });
};

/** Whether a code of the server's means that this phone is to be wiped. */
export const isEnd = (code) => Object.hasOwn(WHY, code);

const WHY = {
  pin: () => _("PIN 连续输错 10 次，下载的资料已从这部手机清除。请到办公室重新登记。"),
  unknown: () => _("服务器不认识这部手机，下载的资料已清除。请到办公室重新登记。"),
  revoked: () => _("这部手机已被注销，下载的资料已清除。请到办公室重新登记。"),
  closed: () => _("账户已停用，下载的资料已清除。请联系管理员。"),
};

/** Carry another area, or speak another language; both are fetched at the next contact. */
export const setArea = (code) => change({ area: code ?? "" });
export const setLanguage = (code) => change({ language: code });

const change = async (fields) => {
  const who = needed();
  await amend(who.member, () => fields);
  still(who);
  Object.assign(who, fields);
  tell("session", current());
};

/** What the server said of who is inside: their name, and another key of the county's to seal for. */
export const greeted = async (who, { member, seal }) => {
  if (member.name === who.name && (!seal || seal.kid === who.kid)) return;
  await amend(who.member, () => ({ name: member.name }));
  if (seal && seal.kid !== who.kid) await resealed(who, seal);
  still(who);
  Object.assign(who, { name: member.name, kid: seal?.kid ?? who.kid });
};

const resealed = async (who, seal) => {
  const { ok } = await get("people", who.member);
  const key = await keys.sealForCounty(await keys.openBytes(who.dk, ok, nameOf(who.member, "ok")), seal);
  await amend(who.member, () => ({ key }));
};

let hidden = 0;
let alarm;
document.addEventListener("visibilitychange", () => {
  clearTimeout(alarm);
  if (document.hidden) {
    hidden = Date.now();
    alarm = setTimeout(lockIfIn, HIDDEN);
  } else if (hidden && Date.now() - hidden >= HIDDEN) lockIfIn();
});

const lockIfIn = () => { if (inside()) lock(); };

bus.addEventListener("other-left", ({ detail }) => { if (inside()?.member === detail.member) lock(); });
