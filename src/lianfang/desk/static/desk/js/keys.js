// The keyboard on the desk: / searches, g + letter goes, j and k walk a list, Enter opens, ? helps.

const writing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");
let goUntil = 0;

const walk = (step) => {
  const rows = [...document.querySelectorAll("[data-row] .rowlink, a[data-row]")];
  const now = rows.findIndex((row) => row === document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step;
  rows[next]?.focus();
  rows[next]?.scrollIntoView({ block: "nearest" });
};

const search = () => {
  const field = document.querySelector("[data-search], input[type=search]");
  field?.focus();
  field?.select();
};

const acts = {
  "/": search,
  "?": () => document.getElementById("keys")?.showModal(),
  j: () => walk(1),
  k: () => walk(-1),
  g: () => { goUntil = Date.now() + 1500; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target)) return;
  if (Date.now() < goUntil) {
    goUntil = 0;
    const link = document.querySelector(`#nav [data-key="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); link.click(); }
    return;
  }
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
