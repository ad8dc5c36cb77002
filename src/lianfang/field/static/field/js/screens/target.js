// One target: who, the three refusals, the one next step, every other form, and what I recorded.

import { _ } from "../../../desk/js/words.js";
import { areaOf, kindsOf } from "../about.js";
import { fact } from "../facts.js";
import {
  aboutOf,
  addressOf,
  claimWord,
  dayWord,
  doorOf,
  may,
  momentWord,
  nameOf,
  now,
  optionOf,
  today,
} from "../labels.js";
import { claimedByOther, dueOf } from "../order.js";
import { chip, facts, missing, notice, phones, row } from "../parts.js";
import { recent } from "../recent.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { save } from "../saving.js";
import { current } from "../session.js";
import { nextStep, ticks } from "../steps.js";
import { button, card, h, icon } from "../ui.js";

const CLAIMED = "verification.claimed";
const HOURS = 2; // as at the desk: long enough for the way there and the talk
const OWN_SCREEN = ["verification.visited", CLAIMED];

export const live = true;
export const title = () => _("核查对象");
export const tab = "today";

export default ([id]) => {
  const target = records.get("target", id);
  if (!target)
    return missing(_("这个人不在本机"), _("可能已转到别的网格。"));
  return h(
    "div",
    { class: "target-page" },
    head(target),
    refusals(target),
    step(target),
    who(target),
    others(target),
    recent(target.id),
  );
};

const head = (target) =>
  h(
    "header",
    { class: "door-head" },
    h("h1", null, nameOf(target)),
    h("p", { class: "door-who" }, doorOf(target), " ", h("small", null, aboutOf(target))),
    claim(target),
  );

const claim = (target) => {
  if (!target.claimed_until || new Date(target.claimed_until) <= now()) return null;
  const other = claimedByOther(target, current()?.member, now());
  return other
    ? notice(claimWord(target), _("请不要重复打扰；有急事先与认领人联系。"), "late")
    : notice(_("您已认领联系至 %(until)s。", { until: momentWord(target.claimed_until) }));
};

const refusals = (target) =>
  h(
    "ol",
    { class: "ticks", ariaLabel: _("三不军令状") },
    ticks(target, (accuracy) => optionOf("verification.checked", "accuracy", accuracy)).map(({ label, done, note }) =>
      h(
        "li",
        { class: `tick tone-${done ? "done" : "todo"}` },
        icon(done ? "circle-check" : "circle-dashed"),
        h("span", null, label),
        h("small", null, note),
      ),
    ),
  );

const step = (target) => {
  const { why, kind, label } = nextStep(target, may);
  const due = dueOf(target, new Map(reference.campaigns().map((one) => [one.id, one])));
  const visit = ["verification.visited", "verification.checked", "verification.fed_back"].includes(kind);
  const href = visit ? `#/visit/${target.id}` : `#/record/${kind}/${target.id}`;
  return h(
    "section",
    { class: "next-step" },
    h(
      "h2",
      null,
      icon(target.open ? "corner-down-right" : "circle-check"),
      reference.word("standing", target.standing) ?? target.standing,
    ),
    h("p", null, why),
    target.open &&
      due &&
      h(
        "p",
        { class: due < today() ? "due tone-late" : "due" },
        icon("clock"),
        _("期限：%(day)s", { day: dayWord(due) }),
      ),
    kind && h("a", { class: "button primary wide", href }, icon("clipboard-check"), label),
    target.open && !kind && h("p", { class: "aside" }, _("这一步由别人办理，您不用再去。")),
  );
};

const who = (target) =>
  card(
    { title: _("这个人"), icon: "id-card" },
    h(
      "div",
      { class: "calls" },
      phones(target),
      mayClaim(target) && button(_("由我联系（两小时内）"), () => take(target), { icon: "phone" }),
    ),
    facts(
      [_("住址"), door(target)],
      [_("登记的住址"), addressOf(target) === target.address ? "" : target.address],
      [_("证件号码"), target.id_number],
      [_("出生日期"), target.birth_date],
      [_("来自"), [target.origin, target.transport].filter(Boolean).join(" · ")],
      [_("返回日期"), target.returned_on],
      [_("去过几次"), target.attempts ? String(target.attempts) : ""],
      [
        _("最近联系"),
        target.last_contact &&
          `${momentWord(target.last_contact)} ${optionOf("verification.visited", "outcome", target.last_outcome)}`,
      ],
      [_("再访日期"), target.again_on && dayWord(target.again_on)],
      [_("由谁办理"), reference.memberName(target.member)],
      [_("核查任务"), reference.campaigns().find(({ id }) => id === target.campaign)?.name],
    ),
    target.masked && h("p", { class: "aside" }, icon("eye-off"), _("部分内容已遮挡：您没有查看权限。")),
  );

const door = (target) => {
  const household = target.household && records.get("household", target.household);
  return household ? h("a", { href: `#/household/${household.id}` }, doorOf(target)) : addressOf(target);
};

const mayClaim = (target) =>
  target.open && may(CLAIMED) && !(target.claimed_until && new Date(target.claimed_until) > now());

const take = (target) =>
  save(
    [fact(CLAIMED, target.id, areaOf(target), { until: new Date(now().getTime() + HOURS * 3600_000).toISOString() })],
    { said: _("已认领：两小时内由您联系，其他人会看到。") },
  );

/** Every form about a target that this member has: a later kind is here without anybody drawing it. */
const others = (target) => {
  if (target.standing === "duplicate") return null;
  const kinds = kindsOf("target", { without: OWN_SCREEN }).filter(
    ({ kind }) => kind !== "verification.doubt_settled" || target.standing === "doubted",
  );
  const lines = kinds.map((spec) =>
    row(`#/record/${spec.kind}/${target.id}`, spec.title, "", null, { icon: "plus" }),
  );
  if (target.open && may("verification.visited"))
    lines.unshift(row(`#/visit/${target.id}`, _("走访"), "", null, { icon: "plus" }));
  const need =
    may("outreach.need_raised") &&
    row(
      `#/need/new?person=${target.person}&household=${target.household ?? ""}&area=${target.area}`,
      _("记下需求"),
      "",
      null,
      { icon: "hand-helping" },
    );
  return h(
    "section",
    { ariaLabel: _("还可以记录") },
    h("h2", { class: "section" }, _("还可以记录")),
    h("div", { class: "lines" }, lines, need),
  );
};
