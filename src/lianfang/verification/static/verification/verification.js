// Small helps on verification's pages; each works without them.

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
});

// Bulk assigning: choose a whole page, and see how many are chosen.
const boxes = () => [...document.querySelectorAll('input[name="target"][form="assign"]')];

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose-all]")) {
    for (const box of boxes()) box.checked = event.target.checked;
  }
  const shown = document.querySelector("[data-chosen]");
  if (shown) {
    const count = boxes().filter((box) => box.checked).length;
    shown.textContent = count ? `(${count})` : "";
    if (count) shown.closest("details").open = true;
  }
});

// One unclear address after the other: a digit chooses.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
  const choice = document.querySelector(`[data-numbered] [data-number="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.click();
});
