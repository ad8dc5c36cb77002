// Where what is typed goes: the big keys follow the focus, Enter goes on, three digits are a temperature.

import { degrees } from "./passage.js";

const PAUSE = 150; // after the third digit: a reader's burst goes on within it

/** Listen in `form`; `act` = {enter(input), walk(), onward(), starts}. Gives {press(key), show(), rest()}. */
export const typing = (form, keys, act) => {
  let active = null;

  // Provinces first, for keyboards of any sort: they are hard to type. The rest only where no keyboard comes.
  const show = () => {
    const there = active && form.contains(active) && active.offsetParent;
    const padded = Boolean(there) && active.inputMode === "none";
    const begins = there && active.dataset.pad === "plate" && !active.value;
    keys.show(begins ? "province" : padded ? active.dataset.pad : "", act.starts);
    form.classList.toggle("padded", padded);
  };

  const press = (key) => {
    if (key === "next") return act.enter(active);
    if (key === "walk") return act.walk();
    if (key === "keyboard") {
      active.inputMode = "text";
      active.blur(); // the keyboard comes only when the focus does
      return active.focus();
    }
    active.value = key === "back" ? active.value.slice(0, -1) : active.value + key;
    return active.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const rest = () => { active = null; show(); };

  form.addEventListener("focusin", ({ target }) => {
    if (!target.matches("input, textarea, .pass-save")) return;
    active = target.dataset.pad ? target : null;
    show();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
    event.preventDefault();
    act.enter(event.target);
  });
  form.addEventListener("input", ({ target }) => {
    const typed = target.value;
    if (target.dataset.pad !== "degrees" || !/^\d{3}$/.test(typed) || degrees(typed) === undefined) return;
    setTimeout(() => { if (target.value === typed && target === active) act.onward(); }, PAUSE);
  });
  return { press, show, rest };
};
