// What is not about a door: who uses this phone, what it carries, how it looks, how it is with the app itself.

import { _, language } from "../../../desk/js/words.js";
import { skew } from "../clock.js";
import { askToKeep, install, installation, storage } from "../install.js";
import { momentWord } from "../labels.js";
import { choices, facts, notice, row } from "../parts.js";
import { areaName } from "../reference.js";
import { go, refresh } from "../router.js";
import * as session from "../session.js";
import { state, syncNow } from "../sync.js";
import { ask, button, card, h, toast } from "../ui.js";
import { check, kept, version } from "../update.js";

const MINUTE = 60_000;
const WRONG = 10 * MINUTE; // from here on the server flags what is sent

export const title = () => _("更多");
export const live = true;

export default async () => {
  const place = h("div", { class: "cards" });
  place.append(guides(), person(), area(), looks(), await keeping(), clock(), app());
  return place;
};

const guides = () => h("div", { class: "lines" }, row("#/guide", _("工作须知"), _("没有网络也能看"), null, { icon: "book-open" }));

const person = () => {
  const { name, county, member } = session.current();
  return card({ title: name, icon: "circle-user" }, h("p", { class: "lead" }, county?.name ?? ""),
    button(_("锁定"), () => session.lock(), { primary: true, icon: "lock", class: "button primary wide" }),
    button(_("改 PIN"), () => go("/pin"), { icon: "key-round", class: "button wide" }),
    button(_("从这部手机退出"), () => leave(member), { icon: "log-out", class: "button wide" }));
};

const leave = async (member) => {
  if (!(await ask(_("下载的资料会从这部手机删除，以后要到办公室重新登记。确定退出吗？"), { yes: _("退出"), danger: true }))) return;
  try {
    await session.forget(member);
  } catch (problem) {
    toast(problem.code === "unsent" ? _("还有没有发出的记录，不能退出。请先发送，或到“我的记录”处理。") : problem.message);
  }
};

const area = () => {
  const { problem, lastDown } = state();
  const chosen = session.current().area;
  const carry = async (code) => {
    await session.setArea(code);
    await syncNow();
    await refresh();
  };
  const down = lastDown ? _("%(at)s 下载", { at: momentWord(new Date(lastDown)) }) : _("还没有下载");
  return card({ title: _("带在手机上的资料"), icon: "map" }, facts([_("资料"), down], [_("区域"), chosen && areaName(chosen)]),
    problem && notice(_("没有更新完"), problem.why, "late"),
    problem?.options && choices(_("带哪个区域"), problem.options.map((one) =>
      [one.code, _("%(name)s（%(n)s 人）", { name: one.name, n: one.persons })]), chosen, carry, { wide: true }),
    chosen && !problem?.options && button(_("换一个区域"), () => carry(""), { icon: "map", class: "button wide" }),
    button(_("现在更新"), syncNow, { icon: "refresh-cw", class: "button wide" }));
};

const looks = () => card({ title: _("显示"), icon: "contrast" },
  choices(_("语言"), ["zh-hans", "zh-hant", "en"].map((code) => [code, called(code)]), language(), speakIn),
  choices(_("明暗"), [["", _("跟随系统"), "monitor"], ["light", _("浅色"), "sun"], ["dark", _("深色"), "moon"]],
    localStorage.getItem("theme") ?? "", shade));

const called = (code) => new Intl.DisplayNames([code], { type: "language" }).of(code);

const speakIn = async (code) => {
  await session.setLanguage(code);
  await syncNow(); // what comes from the server is in a language too
};

const shade = (theme) => {
  if (theme) localStorage.setItem("theme", theme);
  else localStorage.removeItem("theme");
  dispatchEvent(new Event("theme"));
};

const MEGA = 1_048_576;
const size = (bytes) => (bytes < 1000 * MEGA ? `${(bytes / MEGA).toFixed(1)} MB` : `${(bytes / MEGA / 1024).toFixed(1)} GB`);

const keeping = async () => {
  const { persisted, used, room } = await storage();
  const again = async () => {
    if (!(await askToKeep())) toast(_("浏览器还是没有答应。把应用添加到主屏幕后再试一次。"));
    await refresh();
  };
  return card({ title: _("存储"), icon: "archive" },
    facts([_("已用"), size(used)], [_("可用"), room && size(room)]),
    persisted
      ? notice(_("浏览器答应保留资料"), _("手机空间不够时也不会自动清除没有发出的记录。"))
      : notice(_("浏览器没有答应保留资料"), _("手机空间不够时可能被清除：请把本应用添加到主屏幕，并每天至少发送一次。"), "late",
        button(_("再问一次"), again, { icon: "shield" })));
};

const clock = () => {
  const off = skew();
  const minutes = Math.round(Math.abs(off) / MINUTE);
  if (Math.abs(off) < WRONG) return card({ title: _("手机时钟"), icon: "clock" }, h("p", { class: "lead" }, _("准（上次联系时与服务器相差不到 %(n)s 分钟）", { n: Math.max(1, minutes) })));
  const said = off > 0 ? _("手机快了 %(n)s 分钟", { n: minutes }) : _("手机慢了 %(n)s 分钟", { n: minutes });
  return card({ title: _("手机时钟"), icon: "clock", late: true },
    notice(said, _("请在手机设置里打开“自动确定日期和时间”。记录照常接受，但会带上时钟不准的提示。"), "late"));
};

const app = () => {
  const how = installation();
  const look = async () => {
    await check();
    toast(navigator.onLine ? _("已查过新版本") : _("没有网络，查不了"));
  };
  return card({ title: _("这个应用"), icon: "smartphone" },
    facts([_("版本"), version()], [_("没有网络时"), kept() ? _("能打开") : _("还不能打开：请联网再开一次")]),
    how === "installed" && h("p", { class: "lead" }, _("已添加到主屏幕")),
    how === "offered" && button(_("添加到主屏幕"), install, { primary: true, icon: "download", class: "button primary wide" }),
    how === "by_hand" && h("p", { class: "lead" }, _("要从主屏幕打开，请在浏览器菜单里选“添加到主屏幕”或“安装应用”。")),
    button(_("查找新版本"), look, { icon: "refresh-cw", class: "button wide" }));
};
