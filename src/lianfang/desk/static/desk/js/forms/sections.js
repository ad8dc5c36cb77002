// From a spec to drawn sections: each field by itself, the fields of a part together.

import { h } from "../dom.js";
import { field } from "./field.js";

let drawings = 0;

/**
 * Draw what is asked for: [{spec, node, fields: Map(path → field)}]. Left out are fields that are `fixed`, and ids and
 * codes for which there are no `choices`.
 */
export const sections = ({ fields }, { prefix, fixed, choices }) => {
  drawings += 1;
  const drawn = fields.map((spec) => offered(spec, choices)).filter((spec) => isAsked(spec, fixed, choices));
  return drawn.map((spec) => section(spec, prefix, `f${drawings}-`));
};

const offered = (spec, choices) =>
  choices[spec.name] ? { ...spec, control: "choice", options: choices[spec.name].filter(([value]) => value !== "") } : spec;

const isAsked = (spec, fixed, choices) => {
  if (spec.control === "part") return spec.fields.length > 0;
  if (spec.name in fixed || spec.control === "entity") return false;
  return !choices[spec.name] || spec.options.length > 0 || spec.required;
};

const section = (spec, prefix, own) => {
  const part = spec.control === "part";
  const inner = part ? spec.fields : [spec];
  const fields = new Map();
  for (const one of inner) {
    const path = part ? `${spec.name}.${one.name}` : one.name;
    const dashed = path.replace(".", "-");
    const title = part && inner.length === 1 ? spec.title : one.title;
    const sibling = (name) => fields.get(`${spec.name}.${name}`)?.control;
    fields.set(path, Object.assign(field({ ...one, title }, { id: own + dashed, name: `${prefix}-${dashed}`, sibling }), { spec: one }));
  }
  const nodes = [...fields.values()].map(({ node }) => node);
  const grouped = inner.length > 1 ? h("fieldset", { class: "fact-group" }, h("legend", null, spec.title), nodes) : nodes;
  return { spec, fields, node: h("div", { class: "fact-section" }, grouped) };
};
