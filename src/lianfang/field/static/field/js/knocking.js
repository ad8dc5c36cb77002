// A knock in two taps: the door, then how many are in, or why nobody came.

import { _ } from "../../desk/js/words.js";
import { fact } from "./facts.js";
import { doorOf } from "./labels.js";
import { comeBack } from "./parts.js";
import * as reference from "./reference.js";
import { save } from "./saving.js";
import { subjectOf } from "./uuid.js";
import { button, h, icon, sheet } from "./ui.js";

const KNOCKED = "verification.knocked";
const MOST = 8;

/** Ask what came of a knock; the answer is recorded at once. Resolves when the panel has gone. */
export const knock = (household, campaign) => {
  const spec = reference.kind(KNOCKED);
  if (!spec) return null;
  const extra = {};
  const said = async (data) => {
    const told = { campaign: campaign.id, household: household.id, ...data };
    const subject = await subjectOf(spec, told);
    const word = data.met
      ? _("%(door)s：在家 %(n)s 人", { door: doorOf(household), n: data.people })
      : _("%(door)s：没见到人", { door: doorOf(household) });
    if (await save([fact(KNOCKED, subject, household.area, told)], { said: word })) panel.close();
  };
  const panel = sheet(doorOf(household), met(said), unmet(spec, extra, said), people(household));
  return panel;
};

const met = (said) => {
  const number = (n) =>
    button(String(n), () => said({ met: true, people: n }), { ariaLabel: _("在家 %(n)s 人", { n }) });
  const input = h("input", {
    type: "number",
    inputmode: "numeric",
    min: MOST + 1,
    max: 200,
    class: "control",
    ariaLabel: _("在家几人"),
  });
  const many = h(
    "div",
    { class: "more-people" },
    input,
    button(_("记下"), () => input.value && said({ met: true, people: Number(input.value) }), { icon: "check" }),
  );
  return h(
    "section",
    null,
    h("h3", null, icon("circle-check"), _("见到人了，在家几人？")),
    h(
      "div",
      { class: "numbers" },
      Array.from({ length: MOST }, (_none, index) => number(index + 1)),
    ),
    h("details", { class: "fold" }, h("summary", null, _("更多人"), icon("chevron-down")), many),
  );
};

/** Why nobody was met: one tap records it; a day to come back may be chosen before. */
const unmet = (spec, extra, said) => {
  const field = spec.fields.find(({ name }) => name === "cause");
  const again = comeBack(
    _("约哪天再来"),
    "",
    (day) => {
      extra.again_on = day || undefined;
    },
    true,
  );
  const reason = ([cause, label]) =>
    button(label, () => said({ met: false, cause, ...(extra.again_on && { again_on: extra.again_on }) }));
  return h(
    "section",
    null,
    h("h3", null, icon("door-closed"), _("没见到人，为什么？")),
    h("details", { class: "fold" }, h("summary", null, _("先约好再来的日子"), icon("chevron-down")), again),
    h("div", { class: "reasons" }, (field?.options ?? []).map(reason)),
  );
};

const people = (household) =>
  h(
    "a",
    {
      class: "button wide",
      href: `#/household/${household.id}`,
      onClick: (event) => event.target.closest("dialog").close(),
    },
    icon("users"),
    _("看这一户的人"),
  );
