// Forms of kinds: a part with `data-show-if` is asked only while other fields have certain values.

const valuesOf = (form, name) => [...form.elements]
  .filter((element) => element.name === name && (!/^(radio|checkbox)$/.test(element.type) || element.checked))
  .map((element) => element.value);

const weigh = (form) => {
  for (const section of form.querySelectorAll("[data-show-if]")) {
    const wanted = Object.entries(JSON.parse(section.dataset.showIf));
    const asked = wanted.every(([name, values]) => valuesOf(form, name).some((value) => values.includes(value)));
    section.hidden = !asked;
    for (const field of section.querySelectorAll("input, select, textarea")) field.disabled = !asked;
  }
};

for (const form of document.querySelectorAll("form.fact")) {
  form.addEventListener("change", () => weigh(form));
  weigh(form);
}

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
