// One fact of this phone, opened: what it says, what the server said, and what can be done about it.

import { _ } from "../../desk/js/words.js";
import "../../desk/js/fact-form.js";
import { dataOf, formFor } from "./about.js";
import { discard, mend } from "./facts.js";
import { anything, momentWord, optionOf } from "./labels.js";
import { facts as listed, notice } from "./parts.js";
import { STATES, stateOf, subjectOf, titleOf } from "./receipts.js";
import * as reference from "./reference.js";
import { ask, button, dirty, h, icon, sheet, toast } from "./ui.js";

/** Open a fact. */
export const details = (fact) => {
  const state = stateOf(fact);
  const [, words, drawing, tone] = STATES.find(([name]) => name === state);
  const shown = sheet(titleOf(fact),
    h("p", { class: `lead tone-${tone}` }, icon(drawing), words()),
    fact.why && notice(_("服务器说"), fact.why, state === "refused" ? "late" : "active"),
    fact.flags.map((flag) => notice(_("提示"), reference.word("flags", flag) ?? flag)),
    listed([_("关于"), subjectOf(fact)], [_("发生时间"), momentWord(fact.at)], [_("记录时间"), momentWord(new Date(fact.recorded))], ...said(fact)),
    state === "refused" && h("div", { class: "choices" },
      reference.kind(fact.kind) && button(_("修改后再发"), () => { shown.close(); put(fact); }, { primary: true, icon: "pencil" }),
      button(_("放弃这条记录"), () => give(fact, shown), { danger: true, icon: "trash-2" })));
};

const said = ({ kind, entry }) => (reference.kind(kind)?.fields ?? [])
  .map((field) => [field.title, valueOf(kind, field, entry.data[field.name])])
  .filter(([, value]) => value);

const valueOf = (kind, field, value) => {
  if (value === null || value === undefined || field.control === "entity") return "";
  if (Array.isArray(value)) return value.map((each) => valueOf(kind, field, each)).filter(Boolean).join("、");
  if (typeof value === "object") return (field.fields ?? []).map((part) => valueOf(kind, part, value[part.name])).filter(Boolean).join("，");
  if (typeof value === "boolean") return value ? _("是") : _("否");
  if (field.control === "moment") return momentWord(value);
  return String(optionOf(kind, field.name, value));
};

const give = async (fact, shown) => {
  if (!(await ask(_("放弃后这条记录不再发送。服务器留有它退回的记录，上级看得到。确定放弃吗？"), { yes: _("放弃"), danger: true }))) return;
  await discard(fact.id);
  shown.close();
  toast(_("已放弃"));
};

// Whom a fact names stays, where the form does not ask; an answer that is not asked for any more goes.
const named = ({ fields }, data) => Object.fromEntries(
  fields.filter(({ name, control }) => ["entity", "part"].includes(control) && name in data).map(({ name }) => [name, data[name]]));

const put = (fact) => {
  const spec = reference.kind(fact.kind);
  const form = formFor(spec, anything(fact.subject), { values: fact.entry.data });
  const key = `mend:${fact.id}`;
  const save = async () => {
    if (!form.check()) return;
    await mend(fact.id, { ...fact.entry, data: { ...named(spec, fact.entry.data), ...dataOf(form) }, ...(form.at() ? { at: form.at() } : {}) });
    shown.close();
    toast(_("已改好，有网络时再发"));
  };
  form.addEventListener("fact-change", () => dirty.set(key, true));
  const shown = sheet(titleOf(fact), notice(_("服务器说"), fact.why, "late"), form,
    h("div", { class: "choices" }, button(_("保存并再发"), save, { primary: true, icon: "check" }), button(_("返回"), () => shown.close())));
  shown.addEventListener("close", () => dirty.set(key, false));
};
