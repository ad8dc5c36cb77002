// The button that prints: there is no inline script on any page.

document.querySelector("[data-print]")?.addEventListener("click", () => print());
