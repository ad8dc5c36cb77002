// Runs before anything is drawn, so that nobody is blinded at night: light, dark, or as the phone says.
// No module, because modules wait for the page.

const night = document.querySelector("[data-night]");

addEventListener("theme", () => applyTheme());

function applyTheme() {
  const chosen = localStorage.getItem("theme");
  night.media = { light: "not all", dark: "screen" }[chosen] ?? "screen and (prefers-color-scheme: dark)";
  document.documentElement.dataset.theme = chosen ?? "auto";
}

applyTheme();
