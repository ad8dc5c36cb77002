// What stands around every screen: its name and the state of sending above, the five places below.

import { _, language } from "../../desk/js/words.js";
import { bus } from "./bus.js";
import { now } from "./clock.js";
import { dayOf, timeOf } from "./days.js";
import { may } from "./labels.js";
import { PASSED } from "./post.js";
import { back } from "./router.js";
import { current } from "./session.js";
import { state } from "./sync.js";
import { button, dirty, h, icon } from "./ui.js";
import { takeOver, waiting } from "./update.js";

const places = () => [
  ["today", _("今天"), "calendar"],
  may("verification.visited") || !may(PASSED) ? ["round", _("逐户"), "door-open"] : ["checkpoint", _("卡点"), "truck"],
  ["find", _("查找"), "search"],
  ["mine", _("我的记录"), "clipboard-list"],
  ["more", _("更多"), "ellipsis"],
];

const MINUTE = 60_000;

let parts;
let here = { title: "", tab: "", open: true };

/** Put the frame on the page; gives the place for screens. */
export const build = (root) => {
  const screen = h("main", { class: "screen", id: "screen", tabindex: "-1" });
  const [head, sending] = [h("div", { class: "top-head" }), h("span", { role: "status" })];
  const [strips, bottom] = [h("div", { class: "strips" }), h("nav", { class: "tabbar" })];
  parts = { root, screen, head, sending, strips, bottom, top: h("header", { class: "top" }, head, sending) };
  root.replaceChildren(parts.top, parts.strips, screen, parts.bottom);
  for (const news of ["sync", "outbox", "update"]) bus.addEventListener(news, draw);
  addEventListener("dirty", drawStrips);
  addEventListener("online", draw);
  addEventListener("offline", draw);
  setInterval(drawStrips, MINUTE / 2);
  return screen;
};

/** A screen has come. */
export const arrive = (screen, route, again) => {
  here = {
    title: screen.title?.(route.params, route.query) ?? "",
    tab: screen.tab ?? route.name,
    deep: !places().some(([name]) => name === route.name) && !screen.open,
    open: Boolean(screen.open),
  };
  document.title = `${here.title} · ${_("联防")}`;
  draw();
  if (!again && !parts.screen.contains(document.activeElement)) parts.screen.focus({ preventScroll: true });
};

/** Draw what is around the screen. */
export const draw = () => {
  drawTop();
  drawStrips();
  drawBottom();
};

// Only what has changed is drawn again: a thumb that is just coming down must find the same button.
const redraw = (place, told, nodes) => {
  const key = JSON.stringify([language(), told]);
  if (place.drawn === key) return;
  place.drawn = key;
  place.replaceChildren(...[nodes()].flat().filter(Boolean));
};

const drawTop = () => {
  const { deep, title, tab, open } = here;
  redraw(parts.head, [deep, title, tab], () => [
    deep && button("", () => back(`/${tab}`), { quiet: true, icon: "chevron-left", ariaLabel: _("返回") }),
    h("h1", { class: "top-title" }, title),
  ]);
  const [words, drawing, tone] = sendingWords(state());
  redraw(parts.sending, [words, tone, open], () => !open && h("a", { class: `sending tone-${tone}`, href: "#/mine" }, icon(drawing), words));
};

/** How it stands with what was recorded here, in words: [words, icon, tone]. */
export const sendingWords = ({ online, busy, unsent, refused }) => {
  if (refused) return [_("%(n)s 条被退回", { n: refused }), "triangle-alert", "late"];
  if (!online) return unsent ? [_("无网络 · %(n)s 条未发", { n: unsent }), "cloud-off", "off"] : [_("无网络"), "cloud-off", "off"];
  if (unsent) return [_("本机 %(n)s 条未发", { n: unsent }), "cloud-upload", busy ? "busy" : "off"];
  return busy ? [_("正在更新"), "refresh-cw", "busy"] : [_("已发完"), "cloud-check", "done"];
};

const drawStrips = () => {
  const told = [exerciseTime(), unchosen(), waiting() && [dirty.any(), Boolean(current())]];
  redraw(parts.strips, told, () => [exercise(told[0]), told[1] && area(), told[2] && version(...told[2])]);
};

const exerciseTime = () => {
  const time = now();
  if (Math.abs(time - Date.now()) < MINUTE) return null;
  return `${dayOf(time)} ${timeOf(time)}`;
};

const exercise = (time) => time && h("p", { class: "strip strip-exercise" }, _("演练时间 %(time)s", { time }));

const unchosen = () => !here.open && here.tab !== "more" && state().problem?.code === "choose_area";

const area = () =>
  h("p", { class: "strip" }, icon("map"), _("还没有下载：请先选择要带的区域。"), h("a", { class: "button strip-button", href: "#/more" }, _("去选择")));

const version = (filling, inside) => {
  if (filling) return h("p", { class: "strip" }, icon("refresh-cw"), _("有新版本。写完并保存后再更新。"));
  const label = inside ? _("现在更新（之后要再输一次 PIN）") : _("现在更新");
  return h("p", { class: "strip" }, icon("refresh-cw"), _("有新版本。"), button(label, takeOver, { class: "button strip-button" }));
};

const drawBottom = () => {
  parts.root.classList.toggle("bare", here.open);
  parts.bottom.hidden = here.open;
  parts.bottom.setAttribute("aria-label", _("主要页面"));
  const { unsent, refused } = state();
  redraw(parts.bottom, [here.open, here.tab, unsent, refused], () => (here.open ? [] : places().map(([name, label, drawing]) =>
    h("a", { href: `#/${name}`, ariaCurrent: here.tab === name ? "page" : null }, icon(drawing), h("span", null, label),
      name === "mine" && count(refused || unsent, refused > 0)))));
};

const count = (n, late) => n > 0 && h("span", { class: late ? "badge badge-late" : "badge" }, String(n));
