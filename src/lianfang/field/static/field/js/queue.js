// The unsent facts as a file that the county's server opens (desk: /field/queue/). No PIN is needed to write it, and
// none to lose it: on this phone and in the file the facts are sealed.

import { allBy, get, Trouble, write } from "./db.js";
import { iso } from "./clock.js";
import { base64 } from "./keys.js";

const binary = ({ iv, data }) => ({ iv: base64(iv), data: base64(data) });

/**
 * The file of a person: {name, blob, count}. Facts left from an earlier enrolment are under a key of their own: they
 * come first, a file for each (`left` says how many files come after this one; ask with `skip` for those).
 */
export const exportQueue = async (member, { skip = 0 } = {}) => {
  const row = await get("people", member);
  const waiting = await allBy("outbox", "member", member);
  const boxes = [...(row?.left ?? []), row].filter((box) => waiting.some((one) => one.box === box?.box));
  const box = boxes[skip];
  if (!box) throw new Trouble("nothing");
  const facts = waiting.filter((one) => one.box === box.box).sort((one, other) => one.n - other.n);
  await noted(row, box.box, facts.at(-1).n);
  return { name: fileName(row), blob: fileOf(row, box, facts), count: facts.length, left: boxes.length - skip - 1 };
};

const noted = (row, box, upTo) => write(["people"], async (people) => {
  const now = await people.get(row.member);
  await people.put({ ...now, exported: { ...now.exported, [box]: upTo } });
}).catch(() => {}); // no room to note it: it is exported again before it can be dropped

/** Drop what was exported and cannot be sent from this phone any more; gives how many facts. */
export const dropExported = (member) => write(["people", "outbox"], async (people, outbox) => {
  const { box, wiped, exported = {} } = await people.get(member);
  const rows = await outbox.index("member").getAll(member);
  const gone = rows.filter((row) => row.n <= exported[row.box] && (wiped || row.box !== box));
  await Promise.all(gone.map((row) => outbox.delete(row.n)));
  return gone.length;
});

const fileName = ({ member }) => `lianfang-queue-${iso().slice(0, 16).replace(/\D/g, "")}-${member.slice(-6)}.json`;

const fileOf = ({ member, device }, { key, rescue, ...box }, facts) => {
  const content = {
    format: "lianfang-queue",
    version: 1,
    device: box.device ?? device,
    member,
    exported: iso(),
    kid: key.kid,
    key: { epk: base64(key.epk), ...binary(key) },
    rescue: binary(rescue),
    rows: facts.map((one) => ({ id: one.id, ...binary(one) })),
  };
  return new Blob([JSON.stringify(content)], { type: "application/json" });
};
