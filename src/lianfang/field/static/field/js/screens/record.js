// Any fact about any subject, from its kind's spec alone: what a later slice adds is recorded here.

import { _ } from "../../../desk/js/words.js";
import { areaOf, beginnings, dataOf, formFor, when } from "../about.js";
import { fact, pending } from "../facts.js";
import { anything, doorOf, nameOf } from "../labels.js";
import { row } from "../parts.js";
import * as reference from "../reference.js";
import { page, whichGrid } from "../register.js";
import { back, go } from "../router.js";
import { save } from "../saving.js";
import { empty, h, toast } from "../ui.js";
import { subjectOf } from "../uuid.js";

/** Kinds with a screen of their own, or nothing without one. */
const ELSEWHERE = {
  "people.household_registered": "/newhousehold",
  "verification.knocked": "/round",
  "outreach.need_raised": "/need/new",
  "people.person_registered": "/round",
  "checkpoints.passed": "/passage",
};

export const title = ([code] = []) => reference.kind(code)?.title ?? _("记录");
export const tab = "today";

export default async ([code, subject], query) => {
  if (!code) return every();
  const spec = reference.kind(code);
  if (!spec) return empty(_("本机没有这张表"), _("您的岗位不能记录它，或需要先同步一次。"), null, "ban");
  const record = subject ? anything(subject) : undefined;
  const corrected = await told(query.get("corrects"));
  const values = corrected?.data ?? (record && spec.describes ? ownWords(spec, record) : undefined);
  return recording(spec, { subject, record, query, corrected, values });
};

/** All forms that begin something, later slices' among them. */
const every = () => {
  const kinds = beginnings();
  return h(
    "div",
    null,
    h("p", { class: "lead" }, _("记录一个人或一户的事，先在“查找”里打开他们。")),
    h(
      "div",
      { class: "lines" },
      kinds.map((spec) =>
        row(`#${ELSEWHERE[spec.kind] ?? `/record/${spec.kind}`}`, spec.title, hintOf(spec), null, { icon: "plus" }),
      ),
    ),
    kinds.length === 0 && empty(_("没有可记录的表"), "", null, "inbox"),
  );
};

const hintOf = ({ kind }) => (ELSEWHERE[kind] === "/round" ? _("在“逐户”里先点开那一户") : "");

const told = async (id) => (id ? (await pending()).find((one) => one.id === id)?.entry : undefined);

/** What a registration says now, to be put right: the fields a record carries under the spec's own names. */
const ownWords = (spec, record) =>
  Object.fromEntries(
    spec.fields
      .map((field) => [field.name, field.part ? inner(field, record) : record[field.name]])
      .filter(([, value]) => value !== undefined),
  );
const inner = (field, record) =>
  record.masked
    ? {}
    : Object.fromEntries((field.fields ?? []).map(({ name }) => [name, record[name]]).filter(([, value]) => value));

const recording = (spec, { subject, record, query, corrected, values }) => {
  let area = corrected?.area ?? areaOf(record, query);
  const form = formFor(spec, record, { query, values });
  const where = area ? [] : [whichGrid(area, (code) => (area = code))];
  const saved = async (draft) => {
    if (!area) return toast(_("请先选网格。")) && false;
    const data = dataOf(form, record);
    const about = corrected?.subject ?? subject ?? (await subjectOf(spec, data));
    const said = { ...(corrected && { at: corrected.at, corrects: corrected.id }), ...when(form) };
    const entry = fact(spec.kind, about, area, data, said);
    const word = corrected
      ? _("%(what)s：已改正。发送之后，这里随之更新", { what: spec.title })
      : _("%(what)s：已保存在本机", { what: spec.title });
    const done = await save([entry], { draft, said: word });
    if (done) subject ? back() : go("/today", { replace: true });
    return done;
  };
  const about = record && (record.t === "household" ? doorOf(record) : nameOf(record));
  const heading = h(
    "header",
    { class: "door-head" },
    h("h1", null, spec.title),
    about && h("p", { class: "door-who" }, about),
    corrected && h("p", { class: "aside" }, _("改正您记下的那一条；原来的会留在经过里。")),
  );
  const key = `record:${spec.kind}:${corrected?.id ?? subject ?? ""}`;
  return page(heading, form, {
    key,
    what: about ? `${spec.title} · ${about}` : spec.title,
    save: saved,
    also: where,
  });
};
