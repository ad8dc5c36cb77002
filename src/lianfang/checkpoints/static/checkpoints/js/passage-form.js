// <passage-form>: one vehicle and everybody in it on one screen, the same on the phone and at the desk.
// Properties, events and how a host feeds it: docs/phone.md, "The passage screen".

import { _ } from "../../desk/js/words.js";
import * as rules from "../../desk/js/decide.js";
import { h, icon } from "../../desk/js/dom.js";
import { choices } from "../../desk/js/picks.js";
import { id } from "../../desk/js/forms/document.js";
import { read } from "../../desk/js/forms/idcard.js";
import { normalise, recognise } from "../../desk/js/forms/plate.js";
import { last } from "./last.js";
import { pad } from "./pad.js";
import { again, dataOf, degrees, fresh, keyOf, occupants, stateOf, weigh } from "./passage.js";
import { callOf, card } from "./person.js";
import { known } from "./known.js";
import { listen } from "./wedge.js";
import { way } from "./way.js";

const PAUSE = 150; // after the third digit: a reader's burst goes on within it
const VEHICLE = "vehicle";

export class PassageForm extends HTMLElement {
  #place = null;
  #state = fresh();
  #cards = new Map();
  #hits = [];
  #parts = null;
  #active = null;
  #deaf = () => {};
  #turn = 0;

  connectedCallback() {
    this.#deaf = listen((number) => this.#addNumber(number));
    if (this.#place && !this.#parts) this.#build();
  }

  disconnectedCallback() { this.#deaf(); }

  get place() { return this.#place; }
  set place(place) { this.#place = place; if (this.isConnected) this.#build(); }

  /** What was said so far, to be kept as a draft and given back. */
  get state() { return structuredClone(this.#state); }
  set state(state) { this.#begin(state); }

  /** The next car: direction stays. */
  next() { this.#begin(fresh(this.#state)); }

  /** Put an earlier entry {id, data} right. */
  correct(entry) { this.#begin(stateOf(entry)); }

  /** The latest passages, below the form: [{entry: {id, data}, at, state}…]. */
  set saved(entries) { last(this.#parts.last, entries, this.#place.protocols.table.words.outcomes, (entry) => this.correct(entry)); }

  #begin(state) {
    this.#state = { ...fresh(), ...state };
    this.#cards.clear();
    this.#hits = [];
    const { plate, others, note, disinfected } = this.#parts;
    plate.value = this.#state.plate;
    others.value = this.#state.others || "";
    note.value = this.#state.note;
    disinfected.checked = this.#state.disinfected;
    this.#parts.problem.textContent = "";
    this.#changed();
    if (!this.#state.people.length) plate.focus();
  }

  /** The system's keyboard stays away where the big keys are. */
  keyboard(mode) { return matchMedia("(pointer: coarse)").matches ? "none" : mode; }

  #build() {
    const change = (act) => (event) => { act(event.target); this.#changed(); };
    const plate = h("input", {
      class: "plate", type: "text", inputmode: this.keyboard("text"), autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 20,
      ariaLabel: _("车牌号"), placeholder: _("车牌号"), dataset: { pad: "plate" },
      onInput: () => { this.#state.walking = false; this.#state.plate = normalise(plate.value); this.#changed(); },
    });
    const document = id({ name: "id_number" }, { id: "passage-id", ariaLabel: _("身份证、通行证或护照号码"), placeholder: _("刷身份证，或输入证件号码"), maxlength: 40 }, { sibling: () => undefined });
    const [number] = document.inputs;
    const others = h("input", { type: "number", inputmode: "numeric", min: 0, max: 200, onInput: change(({ value }) => { this.#state.others = Number(value) || 0; }) });
    const disinfected = h("input", { type: "checkbox", onChange: change(({ checked }) => { this.#state.disinfected = checked; }) });
    const note = h("textarea", { rows: 2, maxlength: 2000, onInput: change(({ value }) => { this.#state.note = value; }) });
    const walk = h("button", { type: "button", class: "button", onClick: () => this.#press("walk") }, icon("footprints"), _("步行或无牌"));
    const keys = pad((key) => this.#press(key));
    const ways = ["origin", "bound_for"].map((field) => way(field === "origin" ? _("从哪里来") : _("到哪里去"), {
      ...this.#place, pick: (code) => { this.#state[field] = code; this.#changed(); },
    }));
    const box = (name, props) => h("div", { class: `pass-${name}`, ...props });
    const parts = {
      plate, number, others, disinfected, note, walk, keys, ways, known: box("known"), advice: box("advice", { role: "status" }), direction: box("direction"),
      alarm: box("alarm", { role: "alert" }), people: h("ul", { class: "pass-people" }), asks: box("asks"), vehicle: box("vehicle"), problem: box("problem", { role: "alert" }), last: box("last"),
    };
    parts.add = box("add");
    parts.add.append(...document.nodes, h("div", { class: "pass-row" },
      h("button", { type: "button", class: "button", onClick: () => this.#addTyped() }, icon("id-card"), _("加上这个证件")),
      h("button", { type: "button", class: "button", onClick: () => this.#add({ name: "", phone: "" }) }, icon("user-plus"), _("没带证件"))));
    parts.save = h("button", { type: "button", class: "button primary pass-save", onClick: () => this.#save() }, icon("check"), h("span", null, _("保存，下一辆")));
    parts.rest = box("rest");
    parts.rest.append(parts.alarm, parts.people, parts.add, ...ways.map(({ node }) => node), parts.asks,
      h("details", { class: "pass-more" }, h("summary", null, _("更多：消毒、只计数的人、备注")), h("label", null, _("其他只计数人员（人）"), others),
        h("label", { class: "pass-check" }, disinfected, _("车辆已消毒")), h("label", null, _("备注"), note)), parts.vehicle);
    this.#parts = parts;
    this.replaceChildren(parts.direction, h("div", { class: "pass-plate" }, plate, walk), parts.advice, parts.known, parts.rest,
      h("div", { class: "pass-foot" }, parts.problem, keys.node, parts.save), parts.last);
    this.addEventListener("focusin", (event) => this.#focused(event.target));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("input", (event) => this.#measured(event.target));
    this.#begin(this.#state);
  }

  #focused(input) {
    if (input.matches("input, textarea, select")) this.#active = input.dataset.pad ? input : null;
    this.#showPad();
  }

  // Provinces first, unless something stands there already.
  #showPad() {
    const { keys } = this.#parts;
    const [input] = [this.#active].filter((one) => one?.inputMode === "none" && this.contains(one));
    const layout = input && (input.dataset.pad === "plate" && !input.value ? "province" : input.dataset.pad);
    keys.show(layout ?? "", this.#place.starts ?? []);
    this.classList.toggle("padded", Boolean(layout));
  }

  #press(key) {
    const input = this.#active ?? this.#parts.plate;
    if (key === "next") return this.#enter(input);
    if (key === "walk") return this.#walks();
    if (key === "keyboard") {
      Object.assign(input, { inputMode: "text" }).blur(); // the keyboard comes only when the focus does
      return input.focus();
    }
    input.value = key === "back" ? input.value.slice(0, -1) : input.value + key;
    return input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #walks() {
    Object.assign(this.#state, { walking: true, plate: "" });
    this.#parts.plate.value = "";
    this.#changed();
    this.#parts.number.focus();
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    this.#enter(event.target);
  }

  #enter(input) {
    if (input === this.#parts.number && input.value.trim()) return this.#addTyped();
    if (input === this.#parts.plate && !this.#state.people.length) return this.#parts.number.focus();
    return this.#onward();
  }

  /** To whoever is not measured yet; when all are, to the button. */
  #onward() {
    const open = this.#state.people.find((person) => degrees(person.temperature) === undefined && !person.outcome);
    const target = open ? this.#cards.get(open).input : this.#parts.save;
    target.focus();
    if (!open) this.#active = null;
    this.#showPad();
  }

  // Three digits are a temperature: on to the next, unless a reader is still writing.
  #measured(input) {
    const typed = input.value;
    if (input.dataset.pad !== "degrees" || !/^\d{3}$/.test(typed) || degrees(typed) === undefined) return;
    setTimeout(() => { if (input.value === typed && input === this.#active) this.#onward(); }, PAUSE);
  }

  #addTyped() {
    const { number } = this.#parts;
    const said = read(number.value);
    if (said.number) this.#addNumber(said.number);
    number.value = "";
    number.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async #addNumber(number) {
    this.#add({ id_number: number, tail: number.slice(-4) });
    if (this.#state.plate || this.#state.walking) return;
    const passages = await this.#place.recall({ id: number });
    if (!this.#state.plate) known(this.#parts.known, passages, [], (passage) => this.#take(passage.people.filter(({ tail }) => tail !== number.slice(-4)), passage));
  }

  #add(person) {
    if (this.#state.people.some((one) => (person.person || person.id_number) && keyOf(one) === keyOf(person))) return;
    this.#state.people.push({ temperature: "", been: [], ...person });
    this.#changed();
    const { node, input } = this.#cards.get(this.#state.people.at(-1));
    (node.querySelector(".pp-named input") ?? input).focus();
  }

  /** People of an earlier passage, present again, and where it came from and went. */
  #take(people, passage) {
    const state = this.#state;
    if (!state.plate && !state.walking) {
      state.plate = passage.plate ?? "";
      this.#parts.plate.value = state.plate;
    }
    const same = passage.direction === state.direction;
    state.origin ||= (same ? passage.origin : passage.bound_for) ?? "";
    state.bound_for ||= (same ? passage.bound_for : passage.origin) ?? "";
    for (const one of people) {
      if (!state.people.some((other) => keyOf(other) === keyOf(one))) state.people.push(again(one, (passage.outcome ?? "pass") === "pass"));
    }
    this.#changed();
    this.#onward();
  }

  #remove(person) {
    this.#state.people = this.#state.people.filter((one) => one !== person);
    this.#cards.delete(person);
    this.#changed();
  }

  #changed() {
    this.#draw();
    this.#look();
    this.dispatchEvent(new Event("passage-change"));
  }

  #weighed() { return weigh(this.#state, this.#place, rules, this.#hits); }

  #draw() {
    const { plate, people, rest, direction, ways, walk, advice } = this.#parts;
    const state = this.#state;
    const weighed = this.#weighed();
    rest.hidden = !(state.walking || state.people.length || state.plate.length > 1);
    walk.setAttribute("aria-pressed", String(state.walking));
    const { number, kind, hint } = recognise(state.plate);
    plate.classList.toggle("energy", kind.startsWith("energy"));
    advice.textContent = number.length > 6 && !kind ? _("认不出这种号牌，照样可以保存。%(hint)s", { hint: hint && _("是不是 %(plate)s？", { plate: hint }) }) : "";
    const there = state.people.map((person, index) => this.#card(person, index, weighed.people[index]));
    for (const [index, node] of there.entries()) if (people.children[index] !== node) people.insertBefore(node, people.children[index] ?? null);
    while (people.children.length > there.length) people.lastChild.remove();
    this.#redraw(direction, state.direction, () => [choices("", [["in", _("进入"), "arrow-right"], ["out", _("离开"), "arrow-left"]], state.direction, (value) => { state.direction = value; this.#changed(); }, { name: "direction" })]);
    ways[0].draw(state.origin, this.#place.quick("origin", state.direction));
    ways[1].draw(state.bound_for, this.#place.quick("bound_for", state.direction));
    this.#drawAsks(weighed);
    this.#drawVehicle(weighed);
    this.#showPad();
  }

  #redraw(place, told, nodes) {
    const key = JSON.stringify(told);
    if (place.drawn === key) return;
    place.drawn = key;
    place.replaceChildren(...nodes().filter(Boolean));
  }

  #card(person, index, weighed) {
    if (!this.#cards.has(person)) {
      this.#cards.set(person, card(person, {
        place: this.#place, asked: this.#state.asked, keyboard: (mode) => this.keyboard(mode),
        changed: () => this.#changed(), remove: (one) => this.#remove(one),
      }));
    }
    const one = this.#cards.get(person);
    one.draw(index, weighed, this.#actionOf(index));
    return one.node;
  }

  #actionOf(about) {
    const hit = this.#hits.find((one) => one.about === about);
    return hit && (this.#place.actions[hit.action] ?? hit.action);
  }

  /** What nobody answered yet is asked of all at once; only where somebody says yes, one by one. */
  #drawAsks({ needs }) {
    const { asked, people } = this.#state;
    const { inputs } = this.#place.protocols.table;
    const open = ["exposed", "outsider"].filter((name) => asked[name] || needs.includes(name));
    this.#redraw(this.#parts.asks, [open, asked, people.length > 1], () => open.map((name) => choices(inputs[name].ask,
      people.length > 1 ? [["none", _("全车都没有")], ["some", _("有人有")]] : [["none", _("否")], ["some", _("是")]], asked[name], (value) => this.#answer(name, value))));
  }

  #answer(name, value) {
    const { asked, people } = this.#state;
    asked[name] = value;
    for (const person of people) person[name] = value === "some" && people.length === 1;
    this.#changed();
  }

  #drawVehicle({ outcome }) {
    const { words } = this.#place.protocols.table;
    const state = this.#state;
    this.#redraw(this.#parts.vehicle, [outcome, state.walking], () => (state.walking ? [] : [h("details", null,
      h("summary", { dataset: { outcome } }, icon("truck"), _("车辆：%(outcome)s", { outcome: words.outcomes[outcome] })),
      choices("", Object.entries(words.outcomes).slice(0, 3), outcome, (value) => { state.outcome = value; this.#changed(); }))]));
  }

  // Who was here with this plate; whether somebody is looked for. Only the answer to the latest question counts.
  async #look() {
    const turn = ++this.#turn;
    const { plate, people } = this.#state;
    const [passages, hits] = await Promise.all([
      plate ? this.#place.recall({ plate }) : null,
      this.#place.ask({ plate, people: people.map(({ phone, ...one }) => ({ ...one, phones: phone ? [phone] : [], birth_date: read(one.id_number ?? "").birth })) }),
    ]);
    if (turn !== this.#turn) return;
    if (passages) known(this.#parts.known, passages, people, (passage, some) => this.#take(some, passage));
    if (!plate && !people.length) known(this.#parts.known, [], people);
    if (JSON.stringify(hits) === JSON.stringify(this.#hits)) return;
    this.#hits = hits;
    const sentence = this.#actionOf(VEHICLE);
    this.#parts.alarm.replaceChildren(...(sentence ? [icon("shield-alert"), h("p", null, h("strong", null, _("比对提示（车辆）")), sentence)] : []));
    if (hits.length) navigator.vibrate?.([200, 100, 200]);
    this.#draw();
  }

  #missing({ people }) {
    if (!this.#state.people.length && !this.#state.others) return _("还没有人：刷证件、录证件号，或填只计数的人数。");
    const index = people.findIndex(({ needs }) => needs.length);
    if (index < 0) return "";
    const { inputs } = this.#place.protocols.table;
    return _("%(who)s：还差%(what)s。", { who: callOf(this.#state.people[index], index), what: people[index].needs.map((name) => inputs[name].title).join(_("、")) });
  }

  #save() {
    const weighed = this.#weighed();
    const missing = this.#missing(weighed);
    this.#parts.problem.textContent = missing;
    if (missing) return this.#state.people.length ? this.#onward() : this.#parts.number.focus();
    const { corrects } = this.#state;
    return this.dispatchEvent(new CustomEvent("passage-save", { detail: { data: dataOf(this.#state, this.#place.post, weighed), corrects } }));
  }
}

if (!customElements.get("passage-form")) customElements.define("passage-form", PassageForm);
