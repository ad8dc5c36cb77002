// Readers that act as keyboards: a card's number in a burst and Enter, whatever has the focus.

const QUICK = 60; // milliseconds from character to character, on average: nobody types so fast
const CARD = /^(?:\d{17}[\dX]|\d{15})$/i;
const LENGTHS = [18, 15];

/** The keys [{char, at, …}…] of a card's number at their end, when they came in a burst; otherwise null. */
export const cardOf = (keys) => {
  for (const length of LENGTHS) {
    const last = keys.slice(-length);
    const quick = last.length === length && (last.at(-1).at - last[0].at) / length < QUICK;
    if (quick && CARD.test(last.map(({ char }) => char).join(""))) return last;
  }
  return null;
};

/** Hear readers until the function given back is called. What the burst wrote into inputs is taken out of them again. */
export const listen = (heard) => {
  let keys = [];
  const press = (event) => {
    const { key, timeStamp: at, target: input } = event;
    if (key.length === 1) keys = [...keys.slice(1 - LENGTHS[0]), { char: key, at, input, before: input.value }];
    if (key !== "Enter") return;
    const card = cardOf(keys);
    keys = [];
    if (!card) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const { input: one, before } of card.reverse()) if (before !== undefined) one.value = before;
    for (const one of new Set(card.map((each) => each.input))) one.dispatchEvent(new Event("input", { bubbles: true }));
    heard(card.map(({ char }) => char.toUpperCase()).reverse().join(""));
  };
  document.addEventListener("keydown", press, true);
  return () => document.removeEventListener("keydown", press, true);
};
