// Today: the next door on top, then the others in walking order.

import { _ } from "../../../desk/js/words.js";
import { bus } from "../bus.js";
import { drafts } from "../facts.js";
import { aboutOf, claimWord, doorOf, may, momentWord, nameOf, now, today, urgency } from "../labels.js";
import { plan } from "../order.js";
import { chip, choices, fold, many, notice, phones, row } from "../parts.js";
import { myPost, openHits, PASSED } from "../post.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { refresh } from "../router.js";
import { current } from "../session.js";
import checkpoint from "./checkpoint.js";
import { nextStep } from "../steps.js";
import { empty, h, icon } from "../ui.js";

export const live = true;
export const title = () => _("今天");

let chosen = null; // until somebody chooses: their own people, or everybody where none are theirs

bus.addEventListener("session", () => (chosen = null));

export default () => {
  if (!may("verification.visited") && may(PASSED)) return checkpoint();
  const targets = [...records.all("target").values()];
  const everybody = chosen ?? !targets.some(({ mine }) => mine);
  const day = planned(targets, everybody);
  const left = [day.next, ...day.rest, ...day.tried].filter(Boolean).length;
  return h(
    "div",
    { class: "day" },
    h(
      "p",
      { class: "tally" },
      h("strong", null, _("还有 %(n)s 人", { n: left })),
      day.done.length > 0 && h("span", null, _("今天办完 %(n)s 人", { n: day.done.length })),
    ),
    choices(
      "",
      [
        ["mine", _("我的")],
        ["all", _("全部")],
      ],
      everybody ? "all" : "mine",
      (value) => {
        chosen = value === "all";
        refresh();
      },
    ),
    unfinished(),
    day.next ? nextCard(day.next) : finished(day, everybody),
    day.rest.length > 0 && [h("h2", { class: "section" }, _("接着")), many(day.rest, lineRow)],
    day.tried.length > 0 && [h("h2", { class: "section" }, _("今天去过，还没办完")), many(day.tried, lineRow)],
    day.later.length > 0 && fold(_("约在以后"), day.later.length, many(day.later, lineRow)),
    day.done.length > 0 && fold(_("今天办完"), day.done.length, many(day.done, doneRow)),
    others(),
  );
};

const planned = (targets, all) =>
  plan(targets, {
    walk: (household) => records.get("household", household)?.walk,
    campaigns: new Map(reference.campaigns().map((one) => [one.id, one])),
    today: today(),
    now: now(),
    me: current()?.member,
    all,
  });

/** Where the one next step of a target is recorded. */
const stepOf = (target) => {
  const { kind, label } = nextStep(target, may);
  const visit =
    kind === "verification.visited" || kind === "verification.checked" || kind === "verification.fed_back";
  if (visit) return [`#/visit/${target.id}`, label];
  return kind ? [`#/record/${kind}/${target.id}`, label] : [`#/target/${target.id}`, _("查看")];
};

const nextCard = (line) => {
  const { target } = line;
  const [href, label] = stepOf(target);
  const urgent = urgency(line);
  return h(
    "section",
    { class: "next", ariaLabel: _("下一家") },
    h("p", { class: "next-head" }, icon("footprints"), _("下一家"), urgent && chip(...urgent)),
    h("a", { class: "next-door", href }, h("strong", null, doorOf(target)), icon("chevron-right")),
    h(
      "p",
      { class: "next-who" },
      h("a", { href: `#/target/${target.id}` }, nameOf(target)),
      h("small", null, aboutOf(target)),
    ),
    line.claimed && notice(claimWord(target), _("请不要重复打扰。"), "late"),
    h("a", { class: "button primary wide", href }, icon("clipboard-check"), label),
    h("div", { class: "calls" }, phones(target)),
  );
};

const lineRow = (line) => {
  const { target } = line;
  const urgent = line.claimed ? [_("有人认领"), "active", "user-check"] : urgency(line);
  return row(stepOf(target)[0], doorOf(target), nameOf(target), urgent && chip(...urgent), {
    tone: line.late && "late",
  });
};

const doneRow = ({ target }) =>
  row(`#/target/${target.id}`, doorOf(target), nameOf(target), chip(_("已销号"), "done", "circle-check"));

const finished = (day, everybody) => {
  const link = (href, label, drawing) => h("a", { class: "button primary", href }, icon(drawing), label);
  if (!everybody && records.all("target").size > 0 && !day.done.length && !day.later.length) {
    return empty(
      _("没有分派给您的人"),
      _("可以点“全部”看网格里的人，或去逐户敲门。"),
      link("#/round", _("逐户敲门"), "door-open"),
      "list-checks",
    );
  }
  return empty(_("今天的门都走完了"), "", link("#/round", _("逐户敲门"), "door-open"), "circle-check");
};

/** What was typed and never saved: offered until it is saved or thrown away. */
const unfinished = () => {
  const place = h("div", { class: "unfinished" });
  drafts.list().then((list) =>
    place.append(
      ...list
        .filter(({ value }) => value?.route)
        .map(({ value }) =>
          row(value.route, _("没有写完：%(what)s", { what: value.what ?? "" }), momentWord(value.saved), null, {
            icon: "pencil",
            tone: "active",
          }),
        ),
    ),
  );
  return place;
};

const others = () => {
  const needs = [...records.all("need").values()].filter(
    (need) => need.state === "open" || (need.state === "taken" && need.mine),
  );
  return [
    h("h2", { class: "section" }, _("别的事")),
    h(
      "div",
      { class: "lines" },
      may(PASSED) && row("#/checkpoint", _("卡点"), [myPost()?.name, openHits().length && _("比对命中 %(n)s 件", { n: openHits().length })].filter(Boolean).join(" · "), null, { icon: "truck" }),
      row(
        "#/need",
        _("群众需求"),
        needs.length ? _("%(n)s 件等着办", { n: needs.length }) : _("没有等着办的"),
        null,
        { icon: "hand-helping" },
      ),
      row("#/record", _("记录别的事"), _("登记户、疑点，其他表格"), null, { icon: "notebook-pen" }),
    ),
  ];
};
