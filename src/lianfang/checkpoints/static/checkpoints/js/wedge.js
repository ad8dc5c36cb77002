// Readers that act as keyboards: a card's number in a burst and Enter, whatever has the focus.

const QUICK = 60; // milliseconds from character to character, on average: nobody types so fast
const PAUSE = 150; // longer than that a reader never waits
const CARD = /^(?:\d{17}[\dX]|\d{15})$/i;
const LONGEST = 18;

/** The keys [{char, at, …}…] of a card's number at their end, when they came in one burst; otherwise null. */
export const cardOf = (keys) => {
  const start = keys.findLastIndex(({ at }, index) => index === 0 || at - keys[index - 1].at > PAUSE);
  const burst = keys.slice(Math.max(0, start));
  const quick = burst.length > 0 && (burst.at(-1).at - burst[0].at) / burst.length < QUICK;
  return quick && CARD.test(burst.map(({ char }) => char).join("")) ? burst : null;
};

/** Hear readers until the function given back is called. What the burst wrote into inputs is taken out of them again. */
export const listen = (heard) => {
  let keys = [];
  const press = (event) => {
    const { key, timeStamp: at, target: input } = event;
    if (key.length === 1) keys = [...keys.slice(-LONGEST), { char: key, at, input, before: input.value }];
    if (key !== "Enter") return;
    const card = cardOf(keys);
    keys = [];
    if (!card) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const { input: one, before } of card.toReversed()) if (before !== undefined) one.value = before;
    for (const one of new Set(card.map((each) => each.input))) one.dispatchEvent(new Event("input", { bubbles: true }));
    heard(card.map(({ char }) => char.toUpperCase()).join(""));
  };
  document.addEventListener("keydown", press, true);
  return () => document.removeEventListener("keydown", press, true);
};
