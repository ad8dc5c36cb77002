// What I recorded about a subject, with the state of each fact, and how to put it right or take it back.

import { _ } from "../../desk/js/words.js";
import { fact, pending } from "./facts.js";
import { may, momentWord } from "./labels.js";
import { chip } from "./parts.js";
import * as reference from "./reference.js";
import { save } from "./saving.js";
import { ask, button, h, icon } from "./ui.js";

const MOST = 8;
const VOIDED = "ledger.voided";

const STATES = () => ({
  waiting: [_("还在本机"), "todo", "clock"],
  sending: [_("正在发送"), "active", "send"],
  accepted: [_("已收下"), "done", "circle-check"],
  flagged: [_("已收下，请核对"), "active", "flag"],
  held: [_("等另一条先到"), "active", "hourglass"],
  refused: [_("没有收下"), "late", "circle-x"],
});

/** A section that fills itself with my own latest facts about these subjects; nothing where there are none. */
export const recent = (...subjects) => {
  const place = h("section", { class: "recent" });
  const fill = async () => {
    const mine = (await pending()).filter(({ subject }) => subjects.includes(subject));
    const undone = new Map(mine.map(({ entry }) => [entry.corrects, entry.kind]));
    const shown = latest(mine.filter(({ kind }) => kind !== VOIDED));
    if (!shown.length) return;
    const lines = shown.map((one) => line(one, undone.get(one.id)));
    place.append(h("h2", { class: "section" }, _("我记下的")), h("ul", { class: "lines" }, lines));
  };
  fill();
  return place;
};

const latest = (mine) => [...mine].sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, MOST);

/** One fact; `undoneBy` is the kind of what put it right or took it back. */
const line = ({ kind, at, state, why, entry }, undoneBy) => {
  const word = undoneBy === VOIDED ? _("已撤销") : _("已改正");
  const end = undoneBy ? [word, "void", "undo-2"] : (STATES()[state] ?? [state]);
  return h(
    "li",
    { class: "line still" },
    h(
      "span",
      { class: "line-text" },
      h("strong", null, reference.kind(kind)?.title ?? kind),
      h("small", null, momentWord(at)),
      why && h("small", { class: "why" }, why),
    ),
    chip(...end),
    !undoneBy &&
      h("div", { class: "calls" }, state === "refused" ? mend() : may(kind) && [correct(entry), takeBack(entry)]),
  );
};

const mend = () => h("a", { class: "button", href: "#/mine" }, icon("pencil"), _("处理"));

const correct = ({ id, kind, subject }) =>
  h("a", { class: "button", href: `#/record/${kind}/${subject}?corrects=${id}` }, icon("pencil"), _("改正"));

/** What was recorded by mistake: it stays in the story, and counts no longer. */
const takeBack = ({ id, subject, area }) =>
  button(
    _("撤销"),
    async () => {
      const sure = await ask(_("撤销这一条？它会留在经过里，但不再算数。"), { yes: _("撤销") });
      if (sure)
        await save([fact(VOIDED, subject, area, { reason: "mistake" }, { corrects: id })], {
          said: _("已撤销。发送之后，这里随之更新"),
        });
    },
    { icon: "undo-2" },
  );
