// How what the phone holds is called on its screens.

import { _, language } from "../../desk/js/words.js";
import { now as clock } from "./clock.js";
import { between, dayOf, plus, timeOf } from "./days.js";
import * as records from "./records.js";
import * as reference from "./reference.js";

export const now = () => new Date(clock());
export const today = () => dayOf(now());

/** Whether this member may record a kind at all; the door judges the area. */
export const may = (kind) => Boolean(reference.kind(kind));

/** The record of any type with this id. */
export const anything = (id) => TYPES.map((type) => records.get(type, id)).find(Boolean);
const TYPES = ["target", "person", "household", "need", "door", "post", "hit"];

/** A person's name, or words for somebody without one. */
export const nameOf = (record) =>
  record?.name || (record?.id_number || record?.phones ? _("（无姓名）") : _("（姓名还没有下传）"));

/** The door a record belongs to, as written on it. */
export const addressOf = (record) => {
  const door = record?.t === "household" ? record : record?.household && records.get("household", record.household);
  return door?.address || record?.address || "";
};

/** An address for a heading, never empty. */
export const doorOf = (record) => addressOf(record) || _("（没有门牌）");

/** "女 · 63 岁", as far as it is known. */
export const aboutOf = (record) => {
  const born = record.birth_date ? ageOn(record.birth_date) : record.age;
  const sex = { male: _("男"), female: _("女") }[record.sex];
  return [sex, born !== undefined && _("%(age)s 岁", { age: born })].filter(Boolean).join(" · ");
};

const ageOn = (birth) => {
  const day = today();
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - (day.slice(5) < birth.slice(5) ? 1 : 0);
};

/** The word for one of a field's options: word of "locked" in verification.visited's cause. */
export const optionOf = (kind, field, value) => {
  const spec = reference.kind(kind)?.fields.find((one) => one.name === field);
  return spec?.options?.find(([code]) => code === value)?.[1] ?? reference.word(field, value) ?? value;
};

/** A day as people say it: 今天, 明天, else its date. */
export const dayWord = (day) => {
  const said = {
    [today()]: _("今天"),
    [plus(today(), 1)]: _("明天"),
    [plus(today(), 2)]: _("后天"),
    [plus(today(), -1)]: _("昨天"),
  };
  return said[day] ?? dateOf(day);
};

const dateOf = (day) => {
  const far = day.slice(0, 4) !== today().slice(0, 4);
  const shape = { timeZone: "UTC", month: "short", day: "numeric", ...(far && { year: "numeric" }) };
  return new Intl.DateTimeFormat(language(), shape).format(new Date(`${day}T00:00:00Z`));
};

/** A moment as people say it: "15:30" of today, else with its day. */
export const momentWord = (moment) => {
  const day = dayOf(moment);
  return day === today() ? timeOf(moment) : `${dayWord(day)} ${timeOf(moment)}`;
};

/** What is urgent about a line of the day: [text, tone, icon] or null. */
export const urgency = (line) => {
  const { target } = line;
  if (line.late) return [_("逾期 %(n)s 天", { n: between(line.due, today()) }), "late", "triangle-alert"];
  if (target.again_on === today()) return [_("约好今天"), "active", "clock"];
  if (target.again_on > today()) return [_("约在%(day)s", { day: dayWord(target.again_on) }), "todo", "clock"];
  if (target.again_on) return [_("约好%(day)s，还没有去", { day: dayWord(target.again_on) }), "active", "clock"];
  return null;
};

/** Who is calling on a target until when, where that is somebody else. */
export const claimWord = (target) =>
  _("%(name)s 已认领，%(until)s 前由其联系。", {
    name: reference.memberName(target.claimed_by) || _("另一位同事"),
    until: momentWord(target.claimed_until),
  });
