// One door: who lives here, who is away, who came back, and what was heard.

import { _ } from "../../../desk/js/words.js";
import { kindsOf } from "../about.js";
import { aboutOf, doorOf, may, nameOf, optionOf } from "../labels.js";
import { knock } from "../knocking.js";
import { chip, missing, phones, row } from "../parts.js";
import { recent } from "../recent.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { button, h, icon } from "../ui.js";

const GROUPS = () => [
  ["home", _("在家")],
  ["returned", _("已返回")],
  ["away", _("外出")],
  ["left", _("已迁出")],
];

export const live = true;
export const title = () => _("一户");
export const tab = "round";

export default ([id]) => {
  const household = records.get("household", id);
  if (!household)
    return missing(_("这一户不在本机"), "", true);
  const people = records.of("person", "household", id);
  return h(
    "div",
    { class: "household" },
    head(household, people),
    sought(id),
    groups(people),
    add(household),
    needs(household),
    others(household),
    recent(...[household, ...people, ...records.of("door", "household", id)].map((one) => one.id)),
  );
};

const head = (household, people) => {
  const here = people.filter(({ whereabouts }) => whereabouts !== "left").length;
  const campaigns = reference.kind("verification.knocked") ? reference.campaigns() : [];
  return h(
    "header",
    { class: "door-head" },
    h("h1", null, doorOf(household)),
    h(
      "p",
      { class: "door-who" },
      [
        reference.areaName(household.area),
        optionOf("people.household_registered", "tenure", household.tenure),
        _("册上 %(n)s 人", { n: here }),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    campaigns.map((campaign) => knocking(household, campaign, campaigns.length > 1)),
  );
};

const knocking = (household, campaign, several) => {
  const door = records.of("door", "household", household.id).find((one) => one.campaign === campaign.id);
  const said = door && (door.met ? _("敲过门：在家 %(n)s 人", { n: door.people ?? 0 }) : _("敲过门：没见到人"));
  return h(
    "div",
    { class: "knocks" },
    several && h("small", null, campaign.name),
    said && chip(said, door.met ? "done" : "active", "door-open"),
    button(door ? _("再敲门") : _("敲门"), () => knock(household, campaign), { icon: "door-closed", primary: !door }),
  );
};

/** Persons of this door that a campaign seeks. */
const sought = (id) => {
  const targets = records.of("target", "household", id).filter((target) => target.open);
  return (
    targets.length > 0 && [
      h("h2", { class: "section" }, _("要核查的人")),
      h(
        "div",
        { class: "lines" },
        targets.map((target) =>
          row(
            `#/target/${target.id}`,
            nameOf(target),
            aboutOf(target),
            chip(reference.word("standing", target.standing) ?? "", "active", "flag"),
          ),
        ),
      ),
    ]
  );
};

const groups = (people) =>
  GROUPS().map(([code, label]) => {
    const these = people
      .filter((person) => (person.whereabouts ?? "home") === code)
      .sort((one, other) => Number(other.head ?? 0) - Number(one.head ?? 0));
    return (
      these.length > 0 && [
        h("h2", { class: "section" }, `${label} ${these.length}`),
        h("div", { class: "lines" }, these.map(personRow)),
      ]
    );
  });

const personRow = (person) =>
  h(
    "div",
    { class: "line person" },
    h(
      "a",
      { class: "line-text", href: `#/person/${person.id}` },
      h("strong", null, nameOf(person), person.head && h("span", { class: "head-mark" }, _("户主"))),
      h(
        "small",
        null,
        [aboutOf(person), optionOf("people.person_registered", "residence", person.residence)]
          .filter(Boolean)
          .join(" · "),
      ),
    ),
    h("div", { class: "calls" }, phones(person)),
    h("a", { class: "line-go", href: `#/person/${person.id}`, ariaLabel: nameOf(person) }, icon("chevron-right")),
  );

const add = (household) =>
  may("people.person_registered") &&
  h(
    "div",
    { class: "lines" },
    h("a", { class: "button wide", href: `#/newperson/${household.id}` }, icon("user-plus"), _("登记门后的人")),
  );

const needs = (household) => {
  const open = records
    .of("need", "household", household.id)
    .filter(({ state }) => state === "open" || state === "taken");
  return h(
    "div",
    { class: "lines" },
    open.map((need) =>
      row(`#/need/${need.id}`, reference.word("need_kind", need.what) ?? need.what, need.text, null, {
        icon: "hand-helping",
      }),
    ),
    may("outreach.need_raised") &&
      row(
        `#/need/new?household=${household.id}&area=${household.area}`,
        _("记下需求"),
        _("药、粮、看病、生活照料"),
        null,
        { icon: "hand-helping" },
      ),
  );
};

const others = (household) =>
  h(
    "section",
    { class: "lines" },
    may("people.household_registered") &&
      row(
        `#/record/people.household_registered/${household.id}`,
        _("更正这一户"),
        _("门牌、走访顺序、居住性质"),
        null,
        { icon: "pencil" },
      ),
    kindsOf("household").map((spec) =>
      row(`#/record/${spec.kind}/${household.id}`, spec.title, "", null, { icon: "plus" }),
    ),
  );
