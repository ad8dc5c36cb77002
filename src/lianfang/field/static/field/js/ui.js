// The pieces every screen is made of. Nothing is ever parsed as HTML: what a person typed stays text.

import { _ } from "../../desk/js/words.js";

const SPRITE = new URL("../../vendor/lucide/icons.svg", import.meta.url).pathname;
const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: h("a", {class: "row", href: "#/x", onClick: fn, ariaLabel: "…", dataset: {id}}, "text", node, [nodes]).
 * `on…` are listeners, `aria…` and `data` attributes, false/null/undefined props and children are left out.
 */
export const h = (tag, props, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const set = (element, name, value) => {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2).toLowerCase(), value);
  else if (name === "dataset") Object.assign(element.dataset, value);
  else if (name.startsWith("aria") && name.length > 4) element.setAttribute(`aria-${name.slice(4).toLowerCase()}`, value);
  else if (name === "value" || name === "checked") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
};

/** An icon of the sprite; said aloud only when it has a label. */
export const icon = (name, label) => {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute(label ? "aria-label" : "aria-hidden", label ?? "true");
  if (label) svg.setAttribute("role", "img");
  svg.append(use);
  return svg;
};

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

/** A number with two digits, for clocks. */
export const pad = (n) => String(n).padStart(2, "0");

const unsaved = new Set();

/** Forms that hold something not saved yet: a new version of the app waits for them. */
export const dirty = {
  set: (key, is) => {
    unsaved[is ? "add" : "delete"](key);
    dispatchEvent(new CustomEvent("dirty", { detail: { any: unsaved.size > 0 } }));
  },
  any: () => unsaved.size > 0,
};
