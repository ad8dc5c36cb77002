// The app begins here: words, frame, who is inside, which screen, syncing, new versions.

import { language, speak } from "../../desk/js/words.js";
import { bus } from "./bus.js";
import * as frame from "./frame.js";
import * as install from "./install.js";
import * as rooms from "./rooms.js";
import * as router from "./router.js";
import * as session from "./session.js";
import * as sync from "./sync.js";
import { toast } from "./ui.js";
import * as update from "./update.js";

const OPEN = ["enrol", "unlock"]; // screens that need nobody inside
const BY_CODE = /^#enrol=(.+)$/; // what the QR leads to

/** Which screen an address leads to: enrolling or unlocking comes first, and the address waits for it. */
const allow = async (route) => {
  const scanned = BY_CODE.exec(location.hash);
  if (scanned) return { name: "enrol", params: [], query: new URLSearchParams({ code: scanned[1] }) };
  if (session.current() || OPEN.includes(route.name)) return route;
  return { ...route, name: (await session.people()).length ? "unlock" : "enrol", params: [] };
};

/** The language of whoever is inside, else the one spoken last, else the phone's. */
const wanted = () => session.current()?.language || localStorage.getItem("language") || document.documentElement.lang;

const talk = async () => {
  await speak(wanted()).catch(() => {}); // no network and not kept: better in Chinese than not at all
  document.documentElement.lang = language();
  if (session.current()) localStorage.setItem("language", language());
};

const changed = async () => {
  await talk();
  frame.draw();
  await router.refresh();
};

/** "Left your area": who is no longer this person's to see to. */
const moved = ({ detail: { records } }) => {
  const names = [...new Set(records.filter(({ t, name }) => name && ["target", "person"].includes(t)).map(({ name }) => name))];
  if (!names.length) return;
  const some = names.slice(0, 3).join(_("、"));
  if (names.length <= 3) toast(_("%(names)s 已转出您的辖区，资料从手机上去掉了。", { names: some }));
  else toast(_("%(names)s 等 %(n)s 人已转出您的辖区，资料从手机上去掉了。", { names: some, n: names.length }));
};

install.listen();
await talk();
const place = frame.build(document.getElementById("app"));
for (const news of ["session", "language"]) bus.addEventListener(news, changed);
bus.addEventListener("gone", moved);
await router.start(place, { allow, after: frame.arrive });
rooms.start();
sync.start();
update.start();
