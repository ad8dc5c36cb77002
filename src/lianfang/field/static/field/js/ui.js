// The pieces every screen is made of. Nothing is ever parsed as HTML: what a person typed stays text.

import { h, icon } from "../../desk/js/dom.js";
import { _ } from "../../desk/js/words.js";

export { h, icon };

/** A button. While what it does is under way (a promise) it cannot be pressed again. */
export const button = (label, onclick, { primary, danger, quiet, icon: drawing, ...props } = {}) => {
  const look = ["button", primary && "primary", danger && "danger", quiet && "quiet"].filter(Boolean).join(" ");
  const element = h("button", { type: "button", class: look, ...props }, drawing && icon(drawing), h("span", null, label));
  element.addEventListener("click", async (event) => {
    element.disabled = true;
    try {
      await onclick(event);
    } finally {
      element.disabled = false;
    }
  });
  return element;
};

/** A card: card({title, icon, late}, …children) or card(…children). */
export const card = (first, ...children) => {
  const plain = first === null || first === undefined || typeof first === "string" || first instanceof Node || Array.isArray(first);
  const { title, icon: drawing, late, ...props } = plain ? {} : first;
  return h("section", { class: late ? "card card-late" : "card", ...props },
    title && h("h2", null, drawing && icon(drawing), title), plain && first, ...children);
};

/** What stands where nothing is: `action` is a node, usually the next step as a button. */
export const empty = (title, text, action, drawing = "inbox") =>
  h("div", { class: "empty" }, icon(drawing), h("p", { class: "empty-title" }, title), text && h("p", null, text), action);

/** A sentence that comes and goes; `action` {label, run} adds a button and stays longer. */
export const toast = (text, { action } = {}) => {
  const shown = h("div", { class: "toast", role: "status" }, h("span", null, text),
    action && button(action.label, () => { shown.remove(); action.run(); }),
    button("", () => shown.remove(), { quiet: true, icon: "x", ariaLabel: _("关闭") }));
  box("toasts").append(shown);
  setTimeout(() => shown.remove(), action ? 15000 : 6000);
  return shown;
};

const box = (name) => document.getElementById(name) ?? document.body.appendChild(h("div", { id: name, class: name, ariaLive: "polite" }));

/** A panel from below; returns the dialog, which `close()` takes away again. */
export const sheet = (title, ...content) => {
  const close = () => shown.close();
  const shown = h("dialog", { class: "sheet", ariaLabel: title },
    h("header", { class: "sheet-head" }, h("h2", null, title), button("", close, { quiet: true, icon: "x", ariaLabel: _("关闭") })),
    h("div", { class: "sheet-body" }, ...content));
  shown.addEventListener("click", (event) => { if (event.target === shown) close(); });
  shown.addEventListener("close", () => shown.remove());
  document.body.append(shown);
  shown.showModal();
  return shown;
};

/** Ask before what cannot be undone; resolves true only for yes. */
export const ask = (sentence, { yes = _("确定"), danger = false } = {}) =>
  new Promise((resolve) => {
    const answer = (value) => { resolve(value); shown.close(); };
    const shown = sheet(_("请确认"), h("p", null, sentence), h("div", { class: "choices" },
      button(yes, () => answer(true), danger ? { danger } : { primary: true }), button(_("不，返回"), () => answer(false))));
    shown.addEventListener("close", () => resolve(false));
  });

const unsaved = new Set();

/** Forms that hold something not saved yet: a new version of the app waits for them. */
export const dirty = {
  set: (key, is) => {
    unsaved[is ? "add" : "delete"](key);
    dispatchEvent(new CustomEvent("dirty", { detail: { any: unsaved.size > 0 } }));
  },
  any: () => unsaved.size > 0,
};
