// What a fact is about, and the form that records it: from its spec alone, for any kind there is or will be.

import "../../desk/js/fact-form.js";
import * as records from "./records.js";
import * as reference from "./reference.js";
import { changesOnly } from "./visits.js";
import { h } from "./ui.js";

const STATED = ["name", "id_number", "phones", "address", "sex", "birth_date"];

/** Kinds that this member may record about a type of subject: those that come later appear by themselves. */
export const kindsOf = (subject, { opens = false, without = [] } = {}) =>
  reference
    .kinds()
    .filter((kind) => kind.subject === subject && Boolean(kind.opens) === opens && !without.includes(kind.kind));

/** Kinds that begin something new: a later slice's passes, leads, places. */
export const beginnings = (without = []) =>
  reference.kinds().filter((kind) => kind.opens && !without.includes(kind.kind));

/** Where a fact about this record is recorded. */
export const areaOf = (record, query) =>
  record?.area || query?.get("area") || (grids().length === 1 ? grids()[0][0] : "");

/** The grids one works in, [[code, name, level]…]: those with doors on this phone; before there are any, all that are known. */
export const grids = () => {
  const every = reference.areas().filter(([, , level]) => level === "grid");
  const held = new Set([...records.all("household").values()].map(({ area }) => area));
  const own = every.filter(([code]) => held.has(code));
  return own.length ? own : every;
};

/** What is fixed by what the fact is about: whom it names, which door, which campaign. */
export const fixedBy = (spec, record, query) => {
  const fixed = {};
  for (const field of spec.fields) {
    const value = fixedField(spec, field, record, query);
    if (value) fixed[field.name] = value;
  }
  return fixed;
};

const fixedField = (spec, field, record, query) => {
  const household = record?.t === "household" ? record.id : record?.household || query?.get("household");
  const person = record?.t === "person" ? record.id : record?.person || query?.get("person");
  if (field.part && field.name === spec.describes) return undefined; // the door says whom an opening fact is about
  if (field.part === "person") return person ? { person } : undefined;
  if (field.part === "household") return household ? { household } : undefined;
  if (field.control !== "entity") return undefined;
  const known = { household, person, campaign: record?.campaign || query?.get("campaign") };
  return known[field.name] || known[field.refers] || query?.get(field.name) || undefined;
};

/** What may be chosen where an id is asked for: areas, people at work, teams, agencies, campaigns. */
export const choicesOf = (spec, record) => {
  const campaigns = reference.campaigns();
  const listed = {
    ...reference.choices(),
    campaign: campaigns.map(({ id, name }) => [id, name]),
    agency: campaigns.find(({ id }) => id === record?.campaign)?.agencies ?? reference.choices().agency,
  };
  const entities = spec.fields.filter((field) => field.control === "entity" && listed[field.refers]?.length);
  return Object.fromEntries(entities.map((field) => [field.name, listed[field.refers]]));
};

/** What is known already, to be put right where it is wrong. */
export const statedOf = (spec, record) => {
  if (!record || record.masked) return {};
  const known = Object.fromEntries(STATED.filter((name) => record[name]).map((name) => [name, record[name]]));
  const parts = spec.fields.filter((field) => field.part === "person" && field.name !== spec.describes);
  return Object.fromEntries(parts.map((field) => [field.name, known]));
};

/** A <fact-form> for a kind about a record. */
export const formFor = (spec, record, { query, values, fixed } = {}) => {
  const form = h("fact-form");
  form.spec = spec;
  form.choices = choicesOf(spec, record);
  form.fixed = { ...fixedBy(spec, record, query), ...fixed };
  form.values = { ...statedOf(spec, record), ...values };
  return form;
};

/** When it happened, where the form says it was not just now: the last argument of `fact`. */
export const when = (form) => (form?.at() ? { at: form.at() } : {});

/** The form's data; of what was known before, only what was changed. */
export const dataOf = (form, record) => {
  const data = { ...form.data() };
  for (const [name, known] of Object.entries(statedOf(form.spec, record))) {
    if (data[name]) data[name] = changesOnly(data[name], known);
  }
  return data;
};
