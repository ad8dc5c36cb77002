// Kinds, areas, campaigns, words: what changes seldom, from GET /field/v1/reference. All of it is at hand at once.

import { recall, remember } from "./db.js";
import { needed, still } from "./inside.js";
import { open, seal } from "./keys.js";

let known = {};
let byCode = new Map();

const keep = (reference) => {
  known = reference;
  byCode = new Map((known.kinds ?? []).map((spec) => [spec.kind, spec]));
};

export const clear = () => keep({});

const keyOf = (member) => `reference:${member}`;

export const load = async () => {
  const who = needed();
  const row = await recall(keyOf(who.member));
  const read = row ? await open(who.dk, row, row.key) : {};
  still(who);
  keep(read);
};

/** Keep what the server sent, as answered in `language` for `area`. */
export const take = async (reference, language, area) => {
  const who = needed();
  const kept = { ...reference, language, area };
  const key = keyOf(who.member);
  await remember({ key, ...(await seal(who.dk, kept, key)) });
  still(who);
  keep(kept);
};

/** Whether what is kept is this digest's, in this language, for this area. */
export const isOf = (digest, language, area) =>
  known.digest === digest && known.language === language && known.area === area;

/** The specs of the kinds this member may record; the spec of one of them. */
export const kinds = () => known.kinds ?? [];
export const kind = (code) => byCode.get(code);

/** [[code, name, level]…]. */
export const areas = () => known.areas ?? [];
export const areaName = (code) => areas().find(([one]) => one === code)?.[1] ?? code;

/** [{id, name, due, area, agencies: [[id, name]…]}…]. */
export const campaigns = () => known.campaigns ?? [];

/** {id: name} of the crew; the name of one of them. */
export const members = () => known.members ?? {};
export const memberName = (id) => members()[id];

/** What holds at posts: protocols/carried.py. */
export const protocols = () => known.protocols;

/** What slips are checked by: {keys, dead}, proofs/carried.py. */
export const proofs = () => known.proofs ?? {};

/** The word for a code: word("standing", "to_visit"). */
export const word = (table, code) => words(table)?.[code];
export const words = (table) => known.words?.[table];

/** Guides: [{id, title, body}…]. */
export const texts = () => known.texts ?? [];
export const myGroups = () => known.groups ?? [];
export const choices = () => known.choices ?? {};
