// Dialogs: `data-open="id"` opens one; `data-confirm="sentence"` asks before a form or button acts.

const dialog = document.getElementById("confirm");

const ask = (sentence) => new Promise((answer) => {
  dialog.querySelector("p").textContent = sentence;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  dialog.showModal();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open).showModal();
});

const confirmed = new WeakSet();

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const sentence = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!sentence || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(sentence))) return;
  confirmed.add(form);
  form.requestSubmit(event.submitter);
}, true);
