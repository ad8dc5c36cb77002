// Passages recorded at the desk: the element of the phone, fed by the server instead of by what a phone carries.

import { _, speak } from "../../desk/js/words.js";
import { dayOf, timeOf } from "../../field/js/days.js";
import { v7 } from "../../field/js/uuid.js";

const DIVISIONS = "/static/protocols/divisions.json";
const told = JSON.parse(document.getElementById("place").textContent);
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
const said = document.getElementById("said");
const recorded = []; // what was sent from this page today, the latest first
let names = {};

const divisions = async () => {
  if (!Object.keys(names).length) names = await (await fetch(DIVISIONS)).json();
  return names;
};

const named = (code) => told.areas[code] ?? names[code.slice(0, 6)] ?? names[code.slice(0, 4)] ?? code;

const sent = (address, body, type) =>
  fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token, ...(type && { "Content-Type": type }) } });

// Only what is written in full is asked for: half a plate means nobody, and every answer is logged as a look.
const recall = async ({ plate, id }) => {
  if ((plate ?? id).length < 7) return [];
  const answer = await sent(told.recall, new URLSearchParams(plate ? { plate } : { id }));
  return answer.ok ? (await answer.json()).passages : [];
};

const quick = (field, direction) => {
  const here = (field === "origin") === (direction === "out");
  const listed = here ? [] : told.protocols.listed.map(({ code, name }) => [code, name]);
  return here ? [[told.county, named(told.county)]] : listed;
};

const entry = ({ data, corrects }) => {
  const before = recorded.find(({ entry: { id } }) => id === corrects)?.entry;
  return {
    id: v7(), kind: "checkpoints.passed", subject: before?.subject ?? v7(), area: told.post.area, place: told.post.id,
    at: before?.at ?? new Date().toISOString(), data, ...(before && { corrects }),
  };
};

const TAKEN = ["accepted", "flagged", "known"];

/** What became of it, in words: what the door found odd, or why it refused. */
const became = ({ flags = [], why }) =>
  (why ? _("没有保存：%(why)s", { why }) : [_("已登记。"), ...flags.map(({ text }) => text)].join(" "));

const save = async (form, detail) => {
  const one = entry(detail);
  let answer;
  try {
    const response = await sent(told.entries, JSON.stringify([one]), "application/json");
    if (!response.ok) throw new Error(response.status);
    [answer] = await response.json();
  } catch {
    said.textContent = _("没有保存：连不上服务器。请不要关闭页面，稍后再按一次保存。");
    return;
  }
  said.textContent = became(answer);
  if (!TAKEN.includes(answer.status)) return;
  if (one.corrects) recorded.splice(recorded.findIndex(({ entry: { id } }) => id === one.corrects), 1);
  recorded.unshift({ entry: one, at: `${dayOf(one.at) === told.today ? "" : dayOf(one.at)} ${timeOf(one.at)}`.trim() });
  form.next();
  form.saved = recorded;
};

try {
  await speak();
} catch {
  // The words cannot be had just now: a form in Chinese is better than none.
}
await import("./passage-form.js");
const form = document.createElement("passage-form");
form.place = {
  ...told, recall, divisions, named, quick, starts: [],
  ask: async () => [], // the door screens what is saved; the phone carries its own set because it may be alone
};
divisions().catch(() => {}); // without names places are shown by their codes
form.addEventListener("passage-save", ({ detail }) => save(form, detail));
document.getElementById("passage").append(form);
