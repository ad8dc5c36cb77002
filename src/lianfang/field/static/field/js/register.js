// A form on a page of its own: head, what was left unfinished, the form, and the button under the thumb.

import { _ } from "../../desk/js/words.js";
import { grids } from "./about.js";
import { bar, choices } from "./parts.js";
import { draftOf, offer } from "./saving.js";
import { dirty, h } from "./ui.js";

/**
 * A page around a <fact-form>: `heading` nodes, `key` its draft's key and `what` it is called when offered again;
 * `save(draft)` records what the form says.
 */
export const page = (heading, form, { key, what, save, label = _("保存"), also = [] }) => {
  const offered = h("div");
  const node = h("div", { class: "form-page" }, heading, offered, also, form);
  const draft = draftOf(key, node);
  const keep = () => draft.keep({ what, values: form.data() });
  for (const change of ["input", "fact-change"]) form.addEventListener(change, keep);
  node.append(bar(label, () => form.check() && save(draft)));
  offer(draft, offered, ({ values }) => {
    form.values = values;
    dirty.set(key, true);
  });
  return node;
};

/** Which grid a fact belongs to, where nothing else says it. */
export const whichGrid = (area, pick) =>
  choices(
    _("哪个网格"),
    grids().map(([code, name]) => [code, name]),
    area,
    pick,
    { wide: true },
  );
