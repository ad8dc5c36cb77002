// "It happened earlier": folded away, because most facts are recorded as they happen.

import { _ } from "../words.js";
import { h, icon } from "../dom.js";
import { field } from "./field.js";

let drawings = 0;

/** {node, field, at()}: `at` is the ISO moment that was set, as exact as it came, or null for now. */
export const late = (prefix, happened) => {
  drawings += 1;
  const spec = { title: _("发生时间"), control: "moment", help: _("不填即为现在。") };
  const asked = field(spec, { id: `l${drawings}`, name: `${prefix}-entry-at` });
  asked.control.set(happened);
  const before = asked.control.raw();
  const node = h("details", { class: "fact-late", open: Boolean(before) },
    h("summary", null, icon("history"), h("span", null, _("补录：改发生时间"))), asked.node);
  const at = () => (asked.control.raw() === before ? happened || null : asked.control.get() ?? null);
  return { node, field: asked, at };
};
