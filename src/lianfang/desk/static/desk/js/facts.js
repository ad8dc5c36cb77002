// Forms of kinds at the desk: drawn in the page's language, checked before they are sent.

import { FactForm } from "./forms/element.js";
import { speak } from "./words.js";

try {
  await speak();
} catch {
  // The words cannot be had just now: a form in Chinese is better than none.
}
customElements.define("fact-form", FactForm);

document.addEventListener("submit", (event) => {
  const forms = [...event.target.querySelectorAll("fact-form")];
  if (!forms.every((form) => form.check())) event.preventDefault();
});

// A number key presses the button that shows it, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, dialog")) return;
  if (!/^[1-9]$/.test(event.key)) return;
  const button = document.querySelector(`[data-hotkey="${event.key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
