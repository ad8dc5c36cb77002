// One registered person: who, where they are now, and every other form.

import { _ } from "../../../desk/js/words.js";
import { areaOf, kindsOf } from "../about.js";
import { fact } from "../facts.js";
import { aboutOf, addressOf, dayWord, doorOf, may, nameOf, optionOf, today } from "../labels.js";
import { chip, choices, facts, phones, row } from "../parts.js";
import { recent } from "../recent.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { save } from "../saving.js";
import { card, empty, h, icon } from "../ui.js";

const WHERE = "people.whereabouts";

export const live = true;
export const title = () => _("人员");
export const tab = "round";

export default ([id]) => {
  const person = records.get("person", id);
  if (!person)
    return empty(_("这个人不在本机"), "", h("a", { class: "button primary", href: "#/find" }, _("去查找")), "user-x");
  return h(
    "div",
    { class: "person-page" },
    head(person),
    sought(id),
    whereabouts(person),
    who(person),
    others(person),
    recent(id),
  );
};

const head = (person) =>
  h(
    "header",
    { class: "door-head" },
    h("h1", null, nameOf(person)),
    h(
      "p",
      { class: "door-who" },
      records.get("household", person.household)
        ? h("a", { href: `#/household/${person.household}` }, doorOf(person))
        : addressOf(person),
      " ",
      h("small", null, aboutOf(person)),
    ),
    h("div", { class: "calls" }, phones(person)),
  );

const sought = (id) =>
  records
    .of("target", "person", id)
    .filter((target) => target.open)
    .map((target) =>
      h(
        "a",
        { class: "button primary wide", href: `#/visit/${target.id}` },
        icon("clipboard-check"),
        _("走访：%(why)s", { why: reference.word("standing", target.standing) ?? "" }),
      ),
    );

/** Where somebody is: one tap says it, as of today. */
const whereabouts = (person) => {
  const field = reference.kind(WHERE)?.fields.find(({ name }) => name === "whereabouts");
  if (!field || !person.household) return null;
  const said = (value) =>
    value !== person.whereabouts &&
    save([fact(WHERE, person.id, areaOf(person), { whereabouts: value, since: today() })], {
      said: _("%(name)s：%(where)s", { name: nameOf(person), where: optionOf(WHERE, "whereabouts", value) }),
    });
  return card(
    { title: _("现在在哪"), icon: "map-pin" },
    choices("", field.options, person.whereabouts ?? "home", said),
    person.since && h("p", { class: "aside" }, _("自%(day)s起", { day: dayWord(person.since) })),
  );
};

const who = (person) =>
  card(
    { title: _("这个人"), icon: "id-card" },
    facts(
      [_("证件号码后四位"), person.tail],
      [_("居住类别"), optionOf("people.person_registered", "residence", person.residence)],
      [_("户主"), person.head ? _("是") : ""],
    ),
    person.identity === "unsure" && chip(_("身份待判定"), "active", "git-compare"),
    person.masked && h("p", { class: "aside" }, icon("eye-off"), _("部分内容已遮挡：您没有查看权限。")),
  );

const others = (person) =>
  h(
    "section",
    { class: "lines" },
    may("outreach.need_raised") &&
      row(
        `#/need/new?person=${person.id}&household=${person.household ?? ""}&area=${person.area}`,
        _("记下需求"),
        "",
        null,
        { icon: "hand-helping" },
      ),
    may("people.person_registered") &&
      row(`#/record/people.person_registered/${person.id}`, _("更正登记"), _("姓名、电话、证件、居住类别"), null, {
        icon: "pencil",
      }),
    kindsOf("person").map((spec) =>
      row(`#/record/${spec.kind}/${person.id}`, spec.title, "", null, { icon: "plus" }),
    ),
  );
