// Before the app runs it is kept on this phone, whole: then it comes from there, in one piece and without network.
// Where nothing can be kept (a private window) it runs from the network.

const kept = async () => {
  const worker = navigator.serviceWorker;
  if (!worker || worker.controller) return;
  const registration = await worker.register("sw.js", { updateViaCache: "none" });
  const coming = registration.installing ?? registration.waiting;
  if (!coming) return; // kept already; this page was asked for from the network
  await new Promise((resolve) => {
    worker.addEventListener("controllerchange", resolve, { once: true });
    coming.addEventListener("statechange", () => { if (coming.state === "redundant") resolve(); });
  });
};

await kept().catch(() => {});
try {
  await import("./app.js");
} catch (problem) {
  console.error(problem);
  // The words are the page's: those of scripts may be what is missing.
  for (const part of document.querySelectorAll("#app > [role]")) part.hidden = part.role === "status";
  addEventListener("online", () => location.reload());
}
