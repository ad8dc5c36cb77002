// The words of the interface. Strings are written in simplified Chinese; another language is a catalogue of them.
// scripts/messages.py finds every `_("…")`, so the first argument is always one plain string.

let spoken = "zh-hans";
let catalogue = {};

/** The language spoken now: zh-hans, zh-hant or en. */
export const language = () => spoken;

/** A sentence in the language spoken now; `values` fill its blanks: _("还有 %(n)s 条", {n}). */
export const _ = (msgid, values = {}) =>
  (catalogue[msgid] ?? msgid).replace(/%\((\w+)\)s|%%/g, (blank, name) => (name ? values[name] ?? blank : "%"));

/** Speak a language from now on. Rejects, and keeps the language, when its catalogue cannot be had. */
export const speak = async (wanted = document.documentElement.lang) => {
  const code = wanted.toLowerCase();
  if (code === spoken) return;
  const words = code === "zh-hans" ? {} : await fetched(code);
  [spoken, catalogue] = [code, words];
};

const fetched = async (code) => {
  const answer = await fetch(`/words/${code}.json`);
  if (!answer.ok) throw new Error(`no words in ${code}`);
  return answer.json();
};
