// Down: who one is for the server, the reference when it changed, then the feed, piece by piece, from where it stopped.

import { ask } from "./api.js";
import { tell, tellOthers } from "./bus.js";
import { learn } from "./clock.js";
import { recall, Trouble } from "./db.js";
import { needed, still } from "./inside.js";
import * as records from "./records.js";
import * as reference from "./reference.js";
import { isRoomy } from "./room.js";
import * as shelves from "./shelves.js";
import { _ } from "../../desk/js/words.js";

/** Ask who this phone is. Gives the answer; the clock is learnt on the way. */
export const hello = async (who) => {
  const asked = Date.now();
  const said = await ask(`/field/v1/hello${query({ area: who.area })}`, { who });
  still(who);
  await learn({ offset: said.offset, at: said.now, asked, heard: Date.now() });
  return said;
};

const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value);
  return given.length ? `?${new URLSearchParams(given)}` : "";
};

/** Fetch the reference unless it is what is kept already. */
export const refer = async (who, { reference: digest }) => {
  if (reference.isOf(digest, who.language, who.area)) return;
  const found = await ask(`/field/v1/reference${query({ area: who.area })}`, { who });
  await reference.take({ ...found, digest }, who.language, who.area);
  records.lay(); // the groups one belongs to may be others now
};

/** Take pieces of the feed until there is no more. `progress({done, total})` hears of each. */
export const download = async (progress) => {
  const who = needed();
  const known = await recall(keyOf(who)); // another tab may have gone further
  if (known && known.turn !== shelves.turnNow()) await records.load();
  const began = shelves.turnNow(); // what was accepted up to here is in what comes now, once all of it has come
  for (let more = true; more;) {
    if (!(await isRoomy())) throw new Trouble("full", { why: _("手机空间不足，暂停下载；记录仍可保存和发送。") });
    more = await step(who, began, progress);
  }
};

const keyOf = (who) => `down:${who.member}`;

const step = async (who, began, progress) => {
  const place = (await recall(keyOf(who))) ?? {};
  const piece = await ask(`/field/v1/down${query({ cursor: place.cursor, area: who.area })}`, { who });
  still(who);
  const next = { ...walked(place, piece), cursor: piece.cursor };
  if (!piece.more) Object.assign(next, { settled: began, lastDown: Date.now() });
  await keep(piece, next);
  progress({ done: Math.min(next.done, next.total), total: next.total });
  return piece.more;
};

// A full walk brings everything once. `since`: the turn with which it began, so that its end knows what it did not bring.
const walked = (place, { fresh, total, records: brought }) => {
  const walk = fresh ? { since: shelves.turnNow() + 1, done: 0 } : { since: place.since ?? 0, done: place.done ?? 0 };
  return { ...place, ...walk, done: walk.done + brought.length, total: total ?? 0 };
};

const keep = async (piece, next) => {
  const left = (piece.gone ?? []).map(([type, id]) => records.get(type, id)).filter(Boolean);
  const keys = await shelves.take(
    { records: piece.records, gone: piece.gone, since: piece.whole ? next.since : null }, next,
  );
  records.changed(keys, next.settled);
  tellOthers("shelves", { member: needed().member });
  if (left.length) tell("gone", { records: left });
};
