// What to go by: the guides that the office keeps, readable without network.

import { _ } from "../../../desk/js/words.js";
import { row } from "../parts.js";
import { texts } from "../reference.js";
import { empty, h } from "../ui.js";

const found = (id) => texts().find((text) => text.id === id);

export const tab = "more";
export const title = ([id]) => found(id)?.title ?? _("工作须知");

export default ([id]) => {
  const text = found(id);
  if (text) return h("article", { class: "guide" }, text.body.split(/\n+/).map((line) => h("p", null, line)));
  if (!texts().length) return empty(_("还没有须知"), _("联网后会自动下载。"), null, "book-open");
  return h("div", { class: "lines" }, texts().map((one) => row(`#/guide/${encodeURIComponent(one.id)}`, one.title, "", null, { icon: "book-open" })));
};
