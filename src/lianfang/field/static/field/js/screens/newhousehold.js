// A door that is in no register: its address and its place in the walk.

import { _ } from "../../../desk/js/words.js";
import { dataOf, formFor, grids, when } from "../about.js";
import { walkAfter } from "../doors.js";
import { fact } from "../facts.js";
import { doorOf } from "../labels.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { page, whichGrid } from "../register.js";
import { go } from "../router.js";
import { save } from "../saving.js";
import { ask, empty, h, toast } from "../ui.js";
import { v7 } from "../uuid.js";

const REGISTERED = "people.household_registered";

export const title = () => _("登记户");
export const tab = "round";

export default (_params, query) => {
  const spec = reference.kind(REGISTERED);
  if (!spec) return empty(_("您不能登记户"), "", null, "house");
  const beside = records.get("household", query.get("beside"));
  let area = beside?.area || query.get("area") || (grids().length === 1 ? grids()[0][0] : "");
  const household = v7();
  const form = formFor(asking(spec), null, { values: { walk: walkAfter(doors(), area, beside) } });
  const moved = (code) => {
    area = code;
    form.values = { ...form.data(), walk: walkAfter(doors(), area, beside) };
  };
  const where = grids().length > 1 ? [whichGrid(area, moved)] : [];
  const recorded = async (draft) => {
    if (!area) return toast(_("请先选网格。")) && false;
    const data = dataOf(form);
    const known = sameDoor(data.where.address, area);
    if (known && !(await ask(_("册上已有“%(door)s”。仍要登记新的一户吗？", { door: doorOf(known) })))) return false;
    const told = { ...data, where: { ...data.where, household } };
    const entry = fact(REGISTERED, household, area, told, when(form));
    const done = await save([entry], {
      draft,
      said: _("%(door)s：已登记，保存在本机", { door: data.where.address }),
    });
    if (done) go(`/household/${household}`, { replace: true });
    return done;
  };
  const heading = h(
    "header",
    { class: "door-head" },
    h("h1", null, _("登记册上没有的户")),
    beside && h("p", { class: "door-who" }, _("排在 %(door)s 后面", { door: doorOf(beside) })),
  );
  return page(heading, form, {
    key: "household:new",
    what: _("登记户"),
    save: recorded,
    label: _("登记"),
    also: where,
  });
};

const doors = () => records.all("household").values();

/** A door without an address cannot be found again: it is asked for here. */
const asking = (spec) => ({
  ...spec,
  fields: spec.fields.map((field) =>
    field.name !== "where"
      ? field
      : { ...field, fields: field.fields.map((inner) => ({ ...inner, required: true })) },
  ),
});

const bare = (address) => (address || "").replace(/\s+/g, "");
const sameDoor = (address, area) =>
  [...doors()].find((one) => one.area === area && bare(one.address) === bare(address));
