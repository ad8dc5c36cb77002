// What people need: heard at a door, taken by somebody, delivered or not.

import { _ } from "../../../desk/js/words.js";
import { areaOf, dataOf, formFor, kindsOf, when } from "../about.js";
import { fact } from "../facts.js";
import { aboutOf, dayWord, doorOf, may, momentWord, nameOf, today } from "../labels.js";
import { chip, choices, facts, many, phones, row } from "../parts.js";
import { recent } from "../recent.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { page, whichGrid } from "../register.js";
import { back } from "../router.js";
import { save } from "../saving.js";
import { button, empty, h, icon, toast } from "../ui.js";
import { v7 } from "../uuid.js";

const [RAISED, TAKEN, DELIVERED, CLOSED] = ["need_raised", "need_taken", "need_delivered", "need_closed"].map(
  (name) => `outreach.${name}`,
);

export const title = ([id] = []) => (id === "new" ? _("记下需求") : _("群众需求"));
export const tab = "today";

export default ([id], query) => {
  if (id === "new") return raise(query);
  const need = id && records.get("need", id);
  if (need) return one(need);
  return id
    ? empty(
        _("这件需求不在本机"),
        "",
        h("a", { class: "button primary", href: "#/need" }, _("看所有需求")),
        "hand-helping",
      )
    : list();
};

const what = (need) => reference.word("need_kind", need.what) ?? need.what;
const late = (need) => need.wanted_by && need.wanted_by < today();
const urgency = (need) => Number(Boolean(late(need))) * 2 + Number(Boolean(need.urgent));

const list = () => {
  const needs = [...records.all("need").values()].filter(({ state }) => state === "open" || state === "taken");
  const order = (a, b) => urgency(b) - urgency(a) || ((a.wanted_by ?? "9") < (b.wanted_by ?? "9") ? -1 : 1);
  const mine = needs.filter((need) => need.mine && need.state === "taken").sort(order);
  const open = needs.filter((need) => need.state === "open").sort(order);
  const fresh =
    may(RAISED) && h("a", { class: "button primary wide", href: "#/need/new" }, icon("plus"), _("记下需求"));
  if (!mine.length && !open.length)
    return h("div", null, empty(_("没有等着办的需求"), _("在门口听到的，随时记下。"), null, "hand-helping"), fresh);
  return h(
    "div",
    { class: "needs" },
    mine.length > 0 && [h("h2", { class: "section" }, _("我在办的")), many(mine, line)],
    open.length > 0 && [h("h2", { class: "section" }, _("还没有人办")), many(open, line)],
    fresh,
  );
};

const tone = (need) =>
  late(need) ? [_("逾期"), "late", "triangle-alert"] : need.urgent ? [_("紧急"), "active", "bell-ring"] : null;
const line = (need) =>
  row(
    `#/need/${need.id}`,
    what(need),
    [doorOf(need), need.wanted_by && _("要在%(day)s前", { day: dayWord(need.wanted_by) })]
      .filter(Boolean)
      .join(" · "),
    tone(need) && chip(...tone(need)),
    { icon: "hand-helping", tone: late(need) && "late" },
  );

const one = (need) => {
  const person = need.person && records.get("person", need.person);
  const whose = person ?? need; // somebody in no register stands in the need itself
  return h(
    "div",
    { class: "need" },
    h(
      "header",
      { class: "door-head" },
      h("h1", null, what(need)),
      h(
        "p",
        { class: "door-who" },
        need.household && records.get("household", need.household)
          ? h("a", { href: `#/household/${need.household}` }, doorOf(need))
          : doorOf(need),
      ),
      h("p", null, chip(...stateOf(need)), tone(need) && chip(...tone(need))),
      h("div", { class: "calls" }, phones(whose)),
    ),
    need.text && h("blockquote", { class: "said" }, need.text),
    steps(need),
    facts(
      [_("需求人"), whose.name && `${whose.name} ${aboutOf(whose)}`],
      [_("最晚"), need.wanted_by && dayWord(need.wanted_by)],
      [_("记下"), need.raised_at && momentWord(need.raised_at)],
      [_("由谁办理"), reference.memberName(need.member)],
    ),
    others(need),
    recent(need.id),
  );
};

const stateOf = (need) =>
  ({
    open: [_("等人来办"), "todo", "circle-dashed"],
    taken: [need.mine ? _("我在办") : _("有人在办"), "active", "hand-helping"],
    delivered: [_("已办到"), "done", "circle-check"],
    closed: [_("没有办到"), "todo", "circle-minus"],
  })[need.state] ?? [need.state];

/** The one next step: take it, or say that it is done. */
const steps = (need) => {
  const quick = (kind, label, said, drawing) =>
    may(kind) &&
    button(label, () => save([fact(kind, need.id, areaOf(need), {})], { said }), {
      primary: true,
      icon: drawing,
      class: "button primary wide",
    });
  if (need.state === "open") return quick(TAKEN, _("我来办"), _("由您来办，其他人会看到。"), "hand-helping");
  if (need.state === "taken") return quick(DELIVERED, _("已经办到"), _("已办到，保存在本机"), "check");
  return null;
};

const others = (need) => {
  const done = { delivered: [DELIVERED], closed: [CLOSED] }[need.state] ?? [];
  return h(
    "div",
    { class: "lines" },
    kindsOf("need", { without: done }).map((spec) =>
      row(`#/record/${spec.kind}/${need.id}`, spec.title, "", null, { icon: "plus" }),
    ),
  );
};

const raise = (query) => {
  const spec = reference.kind(RAISED);
  if (!spec) return empty(_("您不能记下需求"), "", null, "hand-helping");
  const known = records.get("person", query.get("person"));
  const household = records.get("household", query.get("household") || known?.household);
  let person = known?.id ?? "";
  let area = areaOf(known ?? household, query);
  const form = formFor(asking(spec, known || household), null, { query });
  const where = area ? [] : [whichGrid(area, (code) => (area = code))];
  const recorded = async (draft) => {
    if (!area) return toast(_("请先选网格。")) && false;
    const data = {
      ...dataOf(form),
      ...(household && { household: household.id }),
      ...(person && { who: { person } }),
    };
    const entry = fact(RAISED, v7(), area, data, when(form));
    const done = await save([entry], { draft, said: _("需求已记下，保存在本机") });
    if (done) back("/need");
    return done;
  };
  const heading = h(
    "header",
    { class: "door-head" },
    h("h1", null, _("记下需求")),
    h(
      "p",
      { class: "door-who" },
      [household && doorOf(household), known && nameOf(known)].filter(Boolean).join(" · "),
    ),
  );
  return page(heading, form, {
    key: `need:${household?.id ?? ""}:${known?.id ?? ""}`,
    what: _("记下需求"),
    save: recorded,
    also: [...where, ...(known || !household ? [] : [whose(household, (id) => (person = id))])],
  });
};

/** Whose need it is, at a door: one of those who live there, or all of them. */
const whose = (household, pick) => {
  const people = records.of("person", "household", household.id).filter(({ whereabouts }) => whereabouts !== "left");
  return choices(_("谁需要？"), [["", _("全家")], ...people.map((one) => [one.id, nameOf(one)])], "", pick);
};

/**
 * The questions as they are asked at a door: what is needed at one touch, what exactly right after it, and how it
 * was heard at the end. Who needs it is asked in so many words only where no door is known.
 */
const asking = (spec, known) => {
  const order = (name) => FIRST.indexOf(name) + 1 || FIRST.length + 1;
  const fields = spec.fields
    .filter(({ name }) => !(name === "who" && known))
    .map((field) => (field.name === "what" ? { ...field, widget: "radios" } : field));
  return { ...spec, fields: fields.sort((one, other) => order(one.name) - order(other.name)) };
};
const FIRST = ["what", "note", "who", "urgent", "wanted_by"];
