// The frame: menus that close, the network's state, toasts for what did not succeed.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const toast = event.target.closest(".toast");
  if (toast && event.target.closest("button")) toast.remove();
  const side = document.querySelector("#nav:target");
  if (side && !event.target.closest("#nav, .bottom")) location.hash = "main";
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (open) open.querySelector("summary").focus();
  closeMenus();
  if (document.querySelector("#nav:target")) location.hash = "main";
});

const offline = document.querySelector("[data-offline]");
const showNetwork = () => { offline.hidden = navigator.onLine; };
if (offline) {
  addEventListener("online", showNetwork);
  addEventListener("offline", showNetwork);
  showNetwork();
}

const toasts = document.getElementById("toasts");

const toast = (text) => {
  const piece = document.getElementById("toast").content.cloneNode(true);
  const shown = piece.firstElementChild;
  shown.querySelector("span").textContent = text;
  toasts.append(piece);
  setTimeout(() => { if (!shown.matches(":hover, :focus-within")) shown.remove(); }, 10000);
};

if (toasts) {
  // A view says `HX-Trigger: {"toast": {"text": "…"}}`.
  document.addEventListener("toast", (event) => toast(event.detail.text));
  document.addEventListener("htmx:responseError", (event) => {
    const said = { 403: toasts.dataset.forbidden, 404: toasts.dataset.missing };
    toast(said[event.detail.xhr.status] ?? toasts.dataset.failed);
  });
  document.addEventListener("htmx:sendError", () => toast(toasts.dataset.unreachable));
}
