// <fact-form>: the form of any kind, drawn from its spec. The same on the desk and on the phone.
// Properties and methods: docs/desk-components.md, "Forms of kinds".

import { h, icon } from "../dom.js";
import { asking } from "./asking.js";
import { missing } from "./field.js";
import { late } from "./late.js";
import { sections } from "./sections.js";

const PLAIN = { values: {}, fixed: {}, choices: {}, changes: [], happened: null, late: true };

export class FactForm extends HTMLElement {
  static formAssociated = true; // the browser keeps what was written for the way back, as it does for its own inputs

  #said = { ...PLAIN };
  #spec = null;
  #prefix = "";
  #drawn = null;
  #internals = this.attachInternals();

  constructor() {
    super();
    this.addEventListener("input", (event) => this.#written(event.target));
    this.addEventListener("change", () => this.dispatchEvent(new Event("fact-change", { bubbles: true })));
  }

  connectedCallback() {
    const block = this.querySelector(':scope > script[type="application/json"]');
    if (block && !this.#spec) this.#read(JSON.parse(block.textContent));
    this.#fresh();
  }

  /** The browser gives back what stood here before somebody went away and returned. */
  formStateRestoreCallback(state) {
    this.#fresh();
    this.#restore(JSON.parse(state));
  }

  get spec() { return this.#spec; }
  set spec(spec) { this.#spec = spec; this.#prefix ||= spec.kind.replaceAll(".", "-"); this.#forget(); }
  get values() { return this.#said.values; }
  set values(values) { this.#say({ values }); }
  get fixed() { return this.#said.fixed; }
  set fixed(fixed) { this.#say({ fixed }, true); }
  get choices() { return this.#said.choices; }
  set choices(choices) { this.#say({ choices }, true); }
  get changes() { return this.#said.changes; }
  set changes(changes) { this.#say({ changes }); }
  get happened() { return this.#said.happened; }
  set happened(happened) { this.#say({ happened }); }
  get late() { return this.#said.late; }
  set late(shown) { this.#say({ late: shown }, true); }

  /** Whether something was written since it was drawn. */
  get dirty() { return this.#drawn !== null && JSON.stringify(this.#raw()) !== this.#drawn.before; }

  /** Sentences by field: "who.phones", "at", "" for none in particular; the door's "data.wrong.0" is understood too. */
  set errors(errors) {
    this.#fresh();
    const placed = new Map();
    for (const [where, sentences] of Object.entries(errors)) {
      const place = this.#place(where);
      placed.set(place, [...(placed.get(place) ?? []), ...sentences]);
    }
    for (const [path, field] of this.#fields()) field.show(placed.get(path) ?? []);
    this.#notice(placed.get("") ?? []);
    if (placed.has("at")) this.#drawn.late.node.open = true;
    this.#focusWrong();
  }

  /** The data of the entry: what is asked for now and not empty, with what is fixed. */
  data() {
    this.#fresh();
    const { sections: drawn, judge } = this.#drawn;
    const found = {};
    for (const section of drawn.filter(judge.asked)) {
      const said = [...section.fields].filter(([path, field]) => this.#isSaid(section, path, field));
      const { name, control } = section.spec;
      if (control !== "part" && said.length) found[name] = said[0][1].control.get();
      if (control === "part" && said.length) found[name] = Object.fromEntries(said.map(([, field]) => [field.spec.name, field.control.get()]));
    }
    return this.#withFixed(found);
  }

  /** When it happened, as ISO; null for now. */
  at() {
    this.#fresh();
    return this.#drawn.late?.at() ?? null;
  }

  /** Whether it can be recorded as it stands. Otherwise the sentences stand beside their fields, the first has the focus. */
  check() {
    this.#fresh();
    for (const section of this.#drawn.sections) {
      for (const field of section.fields.values()) field.show(this.#problems(section, field));
    }
    this.#drawn.late?.field.show([this.#drawn.late.field.problem(false)].filter(Boolean));
    return !this.#focusWrong();
  }

  #read({ spec, prefix, errors, ...said }) {
    this.#prefix = prefix;
    this.spec = spec;
    Object.assign(this.#said, said);
    if (Object.keys(errors).length) this.errors = errors;
  }

  #say(said, keep = false) {
    const raw = keep && this.#drawn ? this.#raw() : null;
    Object.assign(this.#said, said);
    this.#forget();
    if (raw) { this.#fresh(); this.#restore(raw); }
  }

  #forget() {
    this.#drawn = null;
    if (this.isConnected && this.#spec) queueMicrotask(() => this.#fresh());
  }

  #fresh() {
    if (this.#drawn || !this.#spec) return;
    const { values, fixed, choices, happened, late: asksWhen } = this.#said;
    const drawn = sections(this.#spec, { prefix: this.#prefix, fixed, choices });
    this.#drawn = { sections: drawn, judge: asking(drawn, fixed), notice: h("div", { class: "fact-notice" }), late: asksWhen ? late(this.#prefix, happened) : null };
    for (const { spec, fields } of drawn) {
      const known = spec.control === "part" ? values[spec.name] ?? {} : values;
      for (const field of fields.values()) field.control.set(known[field.spec.name] ?? field.spec.default);
    }
    this.replaceChildren(this.#drawn.notice, ...drawn.map(({ node }) => node), ...(asksWhen ? [this.#drawn.late.node] : []));
    this.#weigh();
    this.#drawn.first = this.#raw();
    this.#drawn.before = JSON.stringify(this.#drawn.first);
  }

  /** Show what is asked for now; what is not asked for is neither sent nor insisted on. */
  #weigh() {
    if (!this.#drawn) return;
    const { sections: drawn, judge } = this.#drawn;
    for (const section of drawn) {
      const asked = judge.asked(section);
      section.node.hidden = !asked;
      for (const field of section.fields.values()) {
        for (const input of field.control.inputs) input.disabled = !asked;
        field.needed(asked && this.#isNeeded(section, field));
      }
    }
    this.#internals.setFormValue(null, JSON.stringify(this.#raw()));
  }

  #written(input) {
    this.#weigh();
    for (const section of this.#drawn?.sections ?? []) {
      for (const field of section.fields.values()) {
        if (field.wrong && field.control.inputs.includes(input)) field.show(this.#problems(section, field));
      }
    }
  }

  #isNeeded(section, field) {
    return Boolean(field.spec.required) || (this.#drawn.judge.needed(section) && section.fields.size === 1);
  }

  #problems(section, field) {
    if (!this.#drawn.judge.asked(section)) return [];
    const own = field.problem(this.#isNeeded(section, field));
    if (own) return [own];
    const [first] = section.fields.values();
    const empty = [...section.fields.values()].every(({ control }) => control.get() === undefined);
    return field === first && empty && this.#drawn.judge.needed(section) ? [missing(section.spec)] : [];
  }

  #isSaid(section, path, field) {
    if (field.control.get() === undefined) return false;
    const same = JSON.stringify(field.control.raw()) === JSON.stringify(this.#drawn.first[path]);
    return !(same && this.changes.includes(section.spec.name));
  }

  #withFixed(found) {
    for (const [name, value] of Object.entries(this.fixed)) {
      const part = this.#spec.fields.find((spec) => spec.name === name && spec.control === "part");
      // A part nobody wrote into is not said, unless the fact needs it.
      if (!part) found[name] = value;
      else if (name in found || part.required) found[name] = { ...value, ...found[name] };
    }
    return found;
  }

  #fields() {
    const { sections: drawn, late: when } = this.#drawn;
    return [...drawn.flatMap(({ fields }) => [...fields]), ...(when ? [["at", when.field]] : [])];
  }

  #raw() {
    return Object.fromEntries(this.#fields().map(([path, field]) => [path, field.control.raw()]));
  }

  #restore(raw) {
    for (const [path, field] of this.#fields()) if (path in raw) field.control.set(raw[path]);
    if (this.#drawn.late && raw.at) this.#drawn.late.node.open = true;
    this.#weigh();
  }

  #place(where) {
    const steps = where.replace(/^data\./, "").split(".");
    const known = new Map(this.#fields());
    for (let length = steps.length; length > 0; length -= 1) {
      const path = steps.slice(0, length).join(".");
      if (known.has(path)) return path;
      const inner = [...known.keys()].find((one) => one.startsWith(`${path}.`));
      if (inner) return inner;
    }
    return "";
  }

  #notice(sentences) {
    this.#drawn.notice.replaceChildren(...(sentences.length ? [h("div", { class: "notice notice-late", role: "alert" },
      icon("triangle-alert"), h("div", null, sentences.map((sentence) => h("p", null, sentence))))] : []));
  }

  #focusWrong() {
    const wrong = this.#fields().map(([, field]) => field).find((field) => field.wrong);
    wrong?.focus();
    return wrong;
  }
}
