// Who or what was found in screening: what to do, and what came of it.

import { _ } from "../../../desk/js/words.js";
import { fact } from "../facts.js";
import { may, momentWord } from "../labels.js";
import { chip } from "../parts.js";
import { openHits } from "../post.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { save } from "../saving.js";
import { button, empty, h, icon, sheet } from "../ui.js";

const HANDLED = "screening.handled";

export const live = true;
export const title = () => _("比对命中");
export const tab = "checkpoint";

export default () => {
  const hits = openHits();
  if (!hits.length) return empty(_("没有等着处置的命中"), "", null, "circle-check");
  return h("div", { class: "lines" }, hits.map(line));
};

const line = (hit) =>
  h("section", { class: "next-step hit" },
    h("h2", null, icon("shield-alert"), hit.plate ?? hit.name ?? _("（姓名还没有下传）"), !hit.certain && chip(_("要核对"), "active", "circle-help")),
    h("p", { class: "hit-do" }, reference.word("action", hit.action) ?? hit.action),
    h("p", { class: "aside" }, [records.get("post", hit.place)?.name, momentWord(hit.at)].filter(Boolean).join(" · ")),
    may(HANDLED) && button(_("已处置"), () => handle(hit), { icon: "check", class: "button primary wide" }));

const handle = (hit) => {
  const options = reference.kind(HANDLED).fields.find(({ name }) => name === "outcome").options;
  const done = async (outcome, label) => {
    if (await save([fact(HANDLED, hit.id, hit.area, { outcome })], { said: label })) panel.close();
  };
  const panel = sheet(_("结果怎样？"), h("div", { class: "choices" }, options.map(([code, label]) => button(label, () => done(code, label)))));
};
