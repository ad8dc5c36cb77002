// Somebody found behind a door: registered on the spot, unless the register has them already.

import { _ } from "../../../desk/js/words.js";
import { dataOf, formFor, when } from "../about.js";
import { fact } from "../facts.js";
import { aboutOf, doorOf, nameOf } from "../labels.js";
import { missing } from "../parts.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { page } from "../register.js";
import { go } from "../router.js";
import { save } from "../saving.js";
import { sameAs } from "../same.js";
import { button, h, sheet } from "../ui.js";
import { v7 } from "../uuid.js";

const REGISTERED = "people.person_registered";

export const title = () => _("登记人员");
export const tab = "round";

export default ([door]) => {
  const household = records.get("household", door);
  const spec = reference.kind(REGISTERED);
  if (!household || !spec)
    return missing(_("这里不能登记人员"), "", true);
  const form = formFor(named(spec), null, { fixed: { household: household.id } });
  const heading = h(
    "header",
    { class: "door-head" },
    h("h1", null, doorOf(household)),
    h("p", { class: "door-who" }, _("门后的人：不知道姓名的，按特征写，如“张家租客”。")),
  );
  const recorded = async (draft) => {
    const data = { ...dataOf(form), household: household.id };
    const subject = await whom(data.who);
    if (!subject) return false;
    const told = { ...data, who: { ...data.who, person: subject } };
    const entry = fact(REGISTERED, subject, household.area, told, when(form));
    const done = await save([entry], {
      draft,
      said: _("%(name)s：已登记，保存在本机", { name: data.who.name }),
    });
    if (done) go(`/household/${household.id}`, { replace: true });
    return done;
  };
  return page(heading, form, { key: `person:${door}`, what: _("登记人员"), save: recorded, label: _("登记") });
};

/** As at the desk, a name (or what they look like) is always asked for. */
const named = (spec) => ({
  ...spec,
  fields: spec.fields.map((field) =>
    field.name !== "who"
      ? field
      : {
          ...field,
          fields: field.fields.map((inner) => (inner.name === "name" ? { ...inner, required: true } : inner)),
        },
  ),
});

/** The id of whom this is about: a new person, or the one on this phone who turns out to be meant; "" when given up. */
const whom = (said) => {
  const known = sameAs(said, records.all("person").values());
  if (!known.length) return v7();
  return new Promise((resolve) => {
    const choose = (id) => {
      resolve(id);
      panel.close();
    };
    const panel = sheet(
      _("册上可能已有此人"),
      h(
        "div",
        { class: "lines" },
        known.map((person) =>
          button(`${nameOf(person)} · ${doorOf(person)} ${aboutOf(person)}`, () => choose(person.id), {
            class: "button wide",
          }),
        ),
      ),
      button(_("都不是，登记新的人"), () => choose(v7()), { primary: true }),
    );
    panel.addEventListener("close", () => resolve(""));
  });
};
