// What stands around every screen: its name and the state of sending above, the five places below.

import { _ } from "../../desk/js/words.js";
import { bus } from "./bus.js";
import { now } from "./clock.js";
import { back } from "./router.js";
import { current } from "./session.js";
import { state } from "./sync.js";
import { button, dirty, h, icon, pad } from "./ui.js";
import { takeOver, waiting } from "./update.js";

const places = () => [
  ["today", _("今天"), "calendar"],
  ["round", _("逐户"), "door-open"],
  ["find", _("查找"), "search"],
  ["mine", _("我的记录"), "clipboard-list"],
  ["more", _("更多"), "ellipsis"],
];

let parts;
let here = { title: "", tab: "", open: true };

/** Put the frame on the page; gives the place for screens. */
export const build = (root) => {
  const screen = h("main", { class: "screen", id: "screen", tabindex: "-1" });
  parts = { root, screen, top: h("header", { class: "top" }), strips: h("div", { class: "strips" }), bottom: h("nav", { class: "tabbar" }) };
  root.replaceChildren(parts.top, parts.strips, screen, parts.bottom);
  for (const news of ["sync", "outbox", "update"]) bus.addEventListener(news, draw);
  addEventListener("dirty", drawStrips);
  addEventListener("online", draw);
  addEventListener("offline", draw);
  setInterval(drawStrips, 30_000);
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

const drawTop = () => {
  const name = h("h1", { class: "top-title" }, here.title);
  const first = here.deep ? button("", () => back(`/${here.tab}`), { quiet: true, icon: "chevron-left", ariaLabel: _("返回") }) : null;
  parts.top.replaceChildren(...[first, name, !here.open && sending()].filter(Boolean));
};

const sending = () => {
  const [words, drawing, tone] = sendingWords(state());
  return h("a", { class: `sending tone-${tone}`, href: "#/mine", role: "status" }, icon(drawing), words);
};

/** How it stands with what was recorded here, in words: [words, icon, tone]. */
export const sendingWords = ({ online, busy, unsent, refused }) => {
  if (refused) return [_("%(n)s 条被退回", { n: refused }), "triangle-alert", "late"];
  if (!online) return unsent ? [_("无网络 · %(n)s 条未发", { n: unsent }), "cloud-off", "off"] : [_("无网络"), "cloud-off", "off"];
  if (unsent) return [_("本机 %(n)s 条未发", { n: unsent }), "cloud-upload", busy ? "busy" : "off"];
  return busy ? [_("正在更新"), "refresh-cw", "busy"] : [_("已发完"), "cloud-check", "done"];
};

const drawStrips = () => parts.strips.replaceChildren(...[exercise(), area(), version()].filter(Boolean));

const area = () => {
  if (here.open || here.tab === "more" || state().problem?.code !== "choose_area") return null;
  return h("p", { class: "strip" }, icon("map"), _("还没有下载：请先选择要带的区域。"), h("a", { class: "button strip-button", href: "#/more" }, _("去选择")));
};

const exercise = () => {
  const time = now();
  if (Math.abs(time - Date.now()) < 60_000) return null;
  const said = `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())} ${pad(time.getHours())}:${pad(time.getMinutes())}`;
  return h("p", { class: "strip strip-exercise" }, _("演练时间 %(time)s", { time: said }));
};

const version = () => {
  if (!waiting()) return null;
  if (dirty.any()) return h("p", { class: "strip" }, icon("refresh-cw"), _("有新版本。写完并保存后再更新。"));
  const label = current() ? _("现在更新（之后要再输一次 PIN）") : _("现在更新");
  return h("p", { class: "strip" }, icon("refresh-cw"), _("有新版本。"), button(label, takeOver, { class: "button strip-button" }));
};

const drawBottom = () => {
  parts.root.classList.toggle("bare", here.open);
  parts.bottom.hidden = here.open;
  if (here.open) return;
  parts.bottom.setAttribute("aria-label", _("主要页面"));
  const { unsent, refused } = state();
  const count = (name) => name === "mine" && (refused || unsent);
  parts.bottom.replaceChildren(...places().map(([name, label, drawing]) =>
    h("a", { href: `#/${name}`, ariaCurrent: here.tab === name ? "page" : null }, icon(drawing), h("span", null, label),
      count(name) > 0 && h("span", { class: refused ? "badge badge-late" : "badge" }, String(count(name))))));
};
