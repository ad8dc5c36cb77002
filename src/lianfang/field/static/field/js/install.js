// The app as a thing on the phone: its icon on the home screen, and the room that the browser promises to keep.

import { tell } from "./bus.js";

let prompt;

/** Hear when the browser offers to install; it asks only once a page. */
export const listen = () => {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    tell("install");
  });
  addEventListener("appinstalled", () => {
    prompt = undefined;
    tell("install");
  });
};

/** "installed" (runs from its icon), "offered" (one touch away), or "by_hand" (through the browser's menu). */
export const installation = () => {
  if (matchMedia("(display-mode: standalone)").matches) return "installed";
  return prompt ? "offered" : "by_hand";
};

/** Show the browser's question. */
export const install = async () => {
  await prompt.prompt();
  await prompt.userChoice;
  prompt = undefined;
  tell("install");
};

/** Ask the browser never to clear what is kept here by itself; gives its answer. */
export const askToKeep = async () => Boolean(await navigator.storage?.persist?.());

/** {persisted, used, room}: whether the browser has promised that, and the bytes used and allowed. */
export const storage = async () => {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { persisted: Boolean(await navigator.storage?.persisted?.()), used: usage, room: quota };
};
