// The pieces of the passage screen as they stand before anything was said.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";
import { id } from "../../desk/js/forms/document.js";
import { pad } from "./pad.js";
import { way } from "./way.js";

/** The system's keyboard stays away where the big keys are. */
export const keyboard = (mode) => (matchMedia("(pointer: coarse)").matches ? "none" : mode);

const button = (drawing, label, onClick, props) => h("button", { type: "button", class: "button", onClick, ...props }, icon(drawing), h("span", null, label));

/** Every piece by name; `form` = {place, set(change), typed(plate), walk(), add(person), addTyped(), press(key), save()}. */
export const frame = (form) => {
  const box = (name, props, ...children) => h("div", { class: `pass-${name}`, ...props }, ...children);
  const plate = h("input", {
    class: "plate", type: "text", inputmode: keyboard("text"), autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
    maxlength: 20, ariaLabel: _("车牌号"), placeholder: _("车牌号"), dataset: { pad: "plate" }, onInput: () => form.typed(plate.value),
  });
  const document = id({ name: "id_number" }, {
    id: "passage-id", maxlength: 40, ariaLabel: _("身份证、通行证或护照号码"), placeholder: _("刷身份证，或输入证件号码"),
  }, { sibling: () => undefined });
  const others = h("input", { type: "number", inputmode: "numeric", min: 0, max: 200, onInput: () => form.set({ others: Number(others.value) || 0 }) });
  const disinfected = h("input", { type: "checkbox", onChange: () => form.set({ disinfected: disinfected.checked }) });
  const note = h("textarea", { rows: 2, maxlength: 2000, onInput: () => form.set({ note: note.value }) });
  const ways = [["origin", _("从哪里来")], ["bound_for", _("到哪里去")]].map(([field, title]) =>
    way(title, { ...form.place, pick: (code) => form.set({ [field]: code }) }));
  const parts = {
    plate, number: document.inputs[0], others, disinfected, note, ways,
    walk: button("footprints", _("步行或无牌"), form.walk),
    keys: pad(form.press),
    direction: h("button", { type: "button", class: "button pass-direction" }), advice: box("advice", { role: "status" }), known: box("known"), alarm: box("alarm", { role: "alert" }),
    people: h("ul", { class: "pass-people" }), asks: box("asks"), vehicle: box("vehicle"), problem: box("problem", { role: "alert" }), last: box("last"),
    save: button("check", _("保存，下一辆"), form.save, { class: "button primary pass-save" }),
  };
  const add = box("add", null, document.nodes, h("div", { class: "pass-row" },
    button("id-card", _("加上这个证件"), form.addTyped), button("user-plus", _("没带证件"), () => form.add({ name: "", phone: "" }))));
  const more = h("details", { class: "pass-more" }, h("summary", null, _("更多：消毒、只计数的人、备注")),
    h("label", null, _("其他只计数人员（人）"), others), h("label", { class: "pass-check" }, disinfected, _("车辆已消毒")), h("label", null, _("备注"), note));
  parts.rest = box("rest", null, parts.alarm, parts.people, parts.asks, add, ways.map(({ node }) => node), more, parts.vehicle);
  const foot = box("foot", null, parts.problem, parts.keys.node, parts.save);
  return { parts, nodes: [box("plate", null, parts.direction, plate, parts.walk), parts.advice, parts.known, parts.rest, foot, parts.last] };
};
