// What was recorded on this phone, and honestly what became of it.

import { _ } from "../../../desk/js/words.js";
import { bus } from "../bus.js";
import { handOut } from "../export.js";
import { pending } from "../facts.js";
import { momentWord } from "../labels.js";
import { notice } from "../parts.js";
import { STATES, stateOf, subjectOf, titleOf } from "../receipts.js";
import { current } from "../session.js";
import { state, syncNow } from "../sync.js";
import { button, empty, h, icon } from "../ui.js";
import { details } from "../receipt.js";

export const live = true;
export const title = () => _("我的记录");

export default async () => {
  const facts = await pending();
  const groups = STATES.map(([name, words]) => [words(), facts.filter((fact) => stateOf(fact) === name)]);
  const place = h("div");
  const tell = () => place.replaceChildren(contact(state()));
  tell();
  bus.addEventListener("sync", tell);
  const page = h("div", null, place, sendNow(facts),
    facts.length ? groups.filter(([, some]) => some.length).map(([words, some]) => group(words, some))
      : empty(_("还没有记录"), _("在这部手机上记下的每一条都会列在这里，发出后再保留七天。"), null, "clipboard-list"));
  page.addEventListener("leave", () => bus.removeEventListener("sync", tell));
  return page;
};

const group = (words, some) =>
  h("section", { class: "group" }, h("h2", null, words, h("span", { class: "count" }, String(some.length))), h("div", { class: "lines" }, some.map(line)));

const line = (fact) => {
  const [, , drawing, tone] = STATES.find(([name]) => name === stateOf(fact));
  return h("button", { type: "button", class: `line tone-${tone}`, onClick: () => details(fact) }, icon(drawing),
    h("span", { class: "line-text" }, h("strong", null, titleOf(fact)),
      h("small", null, [subjectOf(fact), momentWord(fact.at)].filter(Boolean).join(" · ")), fact.why && h("small", { class: "why" }, fact.why)),
    icon("chevron-right"));
};

const contact = ({ online, busy, problem, lastUp, progress }) => {
  const last = lastUp ? _("上次与服务器联系：%(at)s", { at: momentWord(new Date(lastUp)) }) : _("还没有与服务器联系过");
  if (busy) return notice(_("正在发送和更新"), progress.total ? _("已收到 %(done)s / %(total)s", progress) : last);
  if (!online) return notice(_("现在没有网络"), _("照常记录，有网络时自动发送。%(last)s。", { last }));
  if (problem) return notice(_("没有更新完"), `${problem.why} ${last}`, "late");
  return h("p", { class: "lead" }, last);
};

const sendNow = (facts) => {
  const waiting = facts.filter(({ state: is }) => ["waiting", "sending", "held", "refused"].includes(is));
  return h("div", { class: "choices" }, button(_("现在发送"), syncNow, { primary: true, icon: "send" }),
    waiting.length > 0 && button(_("导出未发送的记录"), () => handOut(current().member), { icon: "file-down" }));
};
