// A visit at a door: three taps when nothing is wrong; otherwise what came of it, and why.

import { _ } from "../../../desk/js/words.js";
import { aboutOf, addressOf, claimWord, doorOf, nameOf, now } from "../labels.js";
import { claimedByOther } from "../order.js";
import { chip, facts, missing, notice, phones } from "../parts.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { current } from "../session.js";
import { h, icon } from "../ui.js";
import { Visit } from "../visiting.js";

export const title = () => _("走访");
export const tab = "today";

export default ([id]) => {
  const target = records.get("target", id);
  if (!target)
    return missing(_("这个人不在本机"), _("可能已转到别的网格。"));
  return new Visit(target, header(target)).node;
};

const header = (target) =>
  h(
    "header",
    { class: "door-head" },
    h("h1", null, doorOf(target)),
    h(
      "p",
      { class: "door-who" },
      h("a", { href: `#/target/${target.id}` }, nameOf(target)),
      " ",
      h("small", null, aboutOf(target)),
    ),
    claimedByOther(target, current()?.member, now()) &&
      notice(claimWord(target), _("请不要重复打扰；有急事先与认领人联系。"), "late"),
    facts(
      [_("证件号码"), target.id_number],
      [_("住址"), addressOf(target) === target.address ? "" : target.address],
      [_("来自"), target.origin],
    ),
    h(
      "div",
      { class: "calls" },
      phones(target),
      h("a", { class: "button", href: `#/target/${target.id}` }, icon("id-card"), _("详情")),
    ),
    target.last_outcome &&
      h("p", { class: "aside" }, chip(reference.word("standing", target.standing) ?? "", "todo", "history")),
  );
