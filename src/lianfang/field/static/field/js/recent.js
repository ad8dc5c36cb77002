// What I recorded about a subject, with the state of each fact, and how to put it right.

import { _ } from "../../desk/js/words.js";
import { pending } from "./facts.js";
import { may, momentWord } from "./labels.js";
import { chip } from "./parts.js";
import * as reference from "./reference.js";
import { h, icon } from "./ui.js";

const MOST = 8;

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
    if (mine.length)
      place.append(h("h2", { class: "section" }, _("我记下的")), h("ul", { class: "lines" }, latest(mine).map(line)));
  };
  fill();
  return place;
};

const latest = (mine) => [...mine].sort((one, other) => (one.id < other.id ? 1 : -1)).slice(0, MOST);

const line = ({ id, kind, at, state, why, entry }) => {
  const spec = reference.kind(kind);
  const right =
    spec &&
    entry &&
    may(kind) &&
    state !== "refused" &&
    h("a", { class: "button", href: `#/record/${kind}/${entry.subject}?corrects=${id}` }, icon("pencil"), _("改正"));
  const mend = state === "refused" && h("a", { class: "button", href: "#/mine" }, icon("pencil"), _("处理"));
  return h(
    "li",
    { class: "line still" },
    h(
      "span",
      { class: "line-text" },
      h("strong", null, spec?.title ?? kind),
      h("small", null, momentWord(at)),
      why && h("small", { class: "why" }, why),
    ),
    chip(...(STATES()[state] ?? [state])),
    right || mend || null,
  );
};
