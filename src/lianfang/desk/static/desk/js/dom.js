// Elements without HTML text: what a person typed stays text, and the security policy has nothing to refuse.

const SPRITE = new URL("../../vendor/lucide/icons.svg", import.meta.url).pathname;
const SVG = "http://www.w3.org/2000/svg";

/**
 * An element: h("a", {class: "row", href: "#/x", onClick: fn, ariaLabel: "…", dataset: {id}}, "text", node, [nodes]).
 * `on…` are listeners, `aria…` and `data` attributes; what is false, null or undefined is left out.
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
  else if (/^aria[A-Z]/.test(name)) element.setAttribute(`aria-${name.slice(4).toLowerCase()}`, value);
  else if (name === "value" || name === "checked") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
};

/** An icon of the sprite; said aloud only when it has a label. */
export const icon = (name, label) => {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  for (const [key, value] of Object.entries({ class: "icon", width: 20, height: 20 })) svg.setAttribute(key, value);
  svg.setAttribute(label ? "aria-label" : "aria-hidden", label ?? "true");
  if (label) svg.setAttribute("role", "img");
  svg.append(use);
  return svg;
};
