// <passage-form>: one vehicle and everybody in it on one screen, the same on the phone and at the desk.
// Properties, events and how a host feeds it: docs/phone.md, "The passage screen".

import { _ } from "../../desk/js/words.js";
import * as rules from "../../desk/js/decide.js";
import { h, icon } from "../../desk/js/dom.js";
import { read } from "../../desk/js/forms/idcard.js";
import { normalise, recognise } from "../../desk/js/forms/plate.js";
import { drawAsks, drawDirection, drawVehicle } from "./asks.js";
import { frame } from "./frame.js";
import { known } from "./known.js";
import { last } from "./last.js";
import { again, dataOf, degrees, fresh, keyOf, stateOf, weigh } from "./passage.js";
import { provinceOf } from "./pad.js";
import { callOf, card } from "./person.js";
import { typing } from "./typing.js";
import { listen } from "./wedge.js";

const VEHICLE = "vehicle";

export class PassageForm extends HTMLElement {
  #place = null;
  #state = fresh();
  #cards = new Map();
  #hits = [];
  #parts = null;
  #typing = null;
  #deaf = () => {};
  #turn = 0;
  #recalled = {};

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

  /** The next car; the direction stays. */
  next() { this.#begin(fresh(this.#state)); }

  /** Put an earlier entry {id, data} right. */
  correct(entry) { this.#begin(stateOf(entry, this.#place, rules)); }

  /** The latest passages, below the form: [{entry: {id, data}, at, state}…]. */
  set saved(entries) { last(this.#parts.last, entries, this.#table.words.outcomes, (entry) => this.correct(entry)); }

  get #table() { return this.#place.protocols.table; }

  #build() {
    const { parts, nodes } = frame({
      place: this.#place, set: (change) => this.#set(change), walk: () => this.#walk(), press: (key) => this.#typing.press(key),
      typed: (text) => this.#set({ walking: false, plate: normalise(text) }), add: (person) => this.#add(person),
      addTyped: () => this.#addTyped(), save: () => this.#save(),
    });
    this.#parts = parts;
    this.replaceChildren(...nodes);
    this.#typing = typing(this, parts.keys, { enter: (input) => this.#enter(input), walk: () => this.#walk(), onward: () => this.#onward(), starts: [...(this.#place.starts ?? []), provinceOf(this.#place.county)] });
    this.#begin(this.#state);
  }

  #begin(state) {
    this.#state = { ...fresh(), ...state };
    this.#cards.clear();
    [this.#hits, this.#recalled] = [[], {}];
    const { plate, others, note, disinfected, problem } = this.#parts;
    plate.value = this.#state.plate;
    others.value = this.#state.others || "";
    note.value = this.#state.note;
    disinfected.checked = this.#state.disinfected;
    problem.textContent = "";
    this.#changed();
    if (!this.#state.people.length) plate.focus({ preventScroll: true });
  }

  #set(change) {
    Object.assign(this.#state, change);
    this.#changed();
  }

  #walk() {
    this.#parts.plate.value = "";
    this.#set({ walking: true, plate: "" });
    this.#parts.number.focus();
  }

  #enter(input) {
    if (input === this.#parts.number && input.value.trim()) return this.#addTyped();
    if (input === this.#parts.plate && !this.#state.people.length) return this.#parts.number.focus();
    return this.#onward();
  }

  /** To whoever is not measured yet; when all are, to the button. */
  #onward() {
    const open = this.#state.people.find((person) => degrees(person.temperature) === undefined && !person.outcome);
    if (!open) this.#typing.rest(); // the big keys make room for it
    (open ? this.#cards.get(open).input : this.#parts.save).focus();
  }

  #addTyped() {
    const { number } = this.#parts;
    const said = read(number.value);
    number.value = "";
    number.dispatchEvent(new Event("input", { bubbles: true }));
    if (said.number) this.#addNumber(said.number);
  }

  // Whoever shows a card before the plate was typed is asked whether it is the car they came in before.
  async #addNumber(number) {
    this.#add({ id_number: number, tail: number.slice(-4) });
    if (this.#state.plate || this.#state.walking) return;
    const passages = await this.#place.recall({ id: number });
    if (!this.#state.plate) known(this.#parts.known, passages, this.#state.people, (passage, people) => this.#take(passage, people));
  }

  #add(person) {
    const same = this.#state.people.find((one) => (person.person || person.id_number) && keyOf(one) === keyOf(person));
    if (!same) this.#set({ people: [...this.#state.people, { temperature: "", been: [], ...person }] });
    const { node, input } = this.#cards.get(same ?? this.#state.people.at(-1));
    (node.querySelector(".pp-named input") ?? input).focus();
  }

  /** People of an earlier passage, present again, and where it came from and went. */
  #take(passage, some) {
    const { people, walking, direction, origin, bound_for: to } = this.#state;
    const plate = !walking && passage.plate && !passage.plate.includes("*") ? passage.plate : this.#state.plate;
    const [from, towards] = passage.direction === direction ? [passage.origin, passage.bound_for] : [passage.bound_for, passage.origin];
    const free = (passage.outcome ?? "pass") === "pass";
    const more = some.filter((one) => !people.some((other) => keyOf(other) === keyOf(one))).map((one) => again(one, free));
    this.#parts.plate.value = plate;
    this.#set({ plate, people: [...people, ...more], origin: origin || from || "", bound_for: to || towards || "" });
    this.#onward();
  }

  #remove(person) {
    this.#cards.delete(person);
    this.#set({ people: this.#state.people.filter((one) => one !== person) });
  }

  #answer(name, value) {
    const { asked, people } = this.#state;
    for (const person of people) person[name] = value === "some" && people.length === 1;
    this.#set({ asked: { ...asked, [name]: value } });
  }

  #changed() {
    this.#draw();
    this.#look();
    this.dispatchEvent(new Event("passage-change"));
  }

  #weighed() { return weigh(this.#state, this.#place, rules, this.#hits); }

  #draw() {
    const { plate, people, rest, direction, ways, walk, advice, asks, vehicle } = this.#parts;
    const [state, weighed] = [this.#state, this.#weighed()];
    const set = (change) => this.#set(change);
    rest.hidden = !(state.walking || state.people.length || state.plate.length > 1);
    walk.setAttribute("aria-pressed", String(state.walking));
    walk.hidden = state.plate.length > 0;
    const { number, kind, hint } = recognise(state.plate);
    plate.classList.toggle("energy", kind.startsWith("energy"));
    advice.textContent = number.length > 6 && !kind ? _("认不出这种号牌，照样可以保存。%(hint)s", { hint: hint && _("是不是 %(plate)s？", { plate: hint }) }) : "";
    const there = state.people.map((person, index) => this.#card(person, index, weighed.people[index]));
    for (const [index, node] of there.entries()) if (people.children[index] !== node) people.insertBefore(node, people.children[index] ?? null);
    while (people.children.length > there.length) people.lastChild.remove();
    drawDirection(direction, state.direction, set);
    ways.forEach((one, at) => { const field = ["origin", "bound_for"][at]; one.draw(state[field], this.#place.quick(field, state.direction)); });
    drawAsks(asks, state, weighed.needs, this.#table, (name, value) => this.#answer(name, value));
    drawVehicle(vehicle, state, weighed.outcome, this.#table, set);
    this.#typing.show();
  }

  #card(person, index, weighed) {
    if (!this.#cards.has(person)) {
      const hear = { changed: () => this.#changed(), remove: () => this.#remove(person) };
      this.#cards.set(person, card(person, { place: this.#place, asked: () => this.#state.asked, several: () => this.#state.people.length > 1, ...hear }));
    }
    const one = this.#cards.get(person);
    one.draw(index, weighed, this.#actionOf(index));
    return one.node;
  }

  #actionOf(about) {
    const hit = this.#hits.find((one) => one.about === about);
    return hit && (this.#place.actions[hit.action] ?? hit.action);
  }

  // Who was here with this plate; whether somebody is looked for. Only the answer to the latest question counts.
  async #look() {
    const turn = ++this.#turn;
    const { plate, people, walking } = this.#state;
    const asked = people.map(({ phone, ...one }) => ({ ...one, phones: phone ? [phone] : [], birth_date: read(one.id_number ?? "").birth }));
    const sure = recognise(plate).kind || people.length; // half a plate may be somebody else's
    const [passages, hits] = await Promise.all([this.#recall(plate), this.#place.ask({ plate: sure ? plate : "", people: asked })]);
    if (turn !== this.#turn) return;
    if (plate || walking || !people.length) known(this.#parts.known, plate ? passages : [], people, (passage, some) => this.#take(passage, some));
    if (JSON.stringify(hits) === JSON.stringify(this.#hits)) return;
    this.#hits = hits;
    const sentence = this.#actionOf(VEHICLE);
    this.#parts.alarm.replaceChildren(...(sentence ? [icon("shield-alert"), h("p", null, h("strong", null, _("比对提示（车辆）")), sentence)] : []));
    if (hits.length) navigator.vibrate?.([200, 100, 200]);
    this.#draw();
  }

  // Once for a plate: at the desk each answer is logged as a look at people.
  #recall(plate) {
    if (this.#recalled.plate !== plate) this.#recalled = { plate, passages: this.#place.recall({ plate }) };
    return this.#recalled.passages;
  }

  #missing({ people }) {
    if (!this.#state.people.length && !this.#state.others) return _("还没有人：刷证件、录证件号，或填只计数的人数。");
    const index = people.findIndex(({ needs }) => needs.length);
    if (index < 0) return "";
    const what = people[index].needs.map((name) => this.#table.inputs[name].title).join(_("、"));
    return _("%(who)s：还差%(what)s。", { who: callOf(this.#state.people[index], index), what });
  }

  #save() {
    const weighed = this.#weighed();
    const missing = this.#missing(weighed);
    this.#parts.problem.textContent = missing;
    if (missing) return this.#state.people.length ? this.#onward() : this.#parts.number.focus();
    const detail = { data: dataOf(this.#state, this.#place.post, weighed), corrects: this.#state.corrects };
    return this.dispatchEvent(new CustomEvent("passage-save", { detail }));
  }
}

if (!customElements.get("passage-form")) customElements.define("passage-form", PassageForm);
