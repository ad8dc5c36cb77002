// Who is it? Several people may share a phone: each has a PIN and sees only what is theirs.

import { _ } from "../../../desk/js/words.js";
import { handOut } from "../export.js";
import { notice } from "../parts.js";
import { pinPad } from "../pin.js";
import { dropExported } from "../queue.js";
import { go, refresh } from "../router.js";
import * as session from "../session.js";
import { ask, button, empty, h, icon, toast } from "../ui.js";

export const open = true;
export const title = () => _("解锁");

let chosen = ""; // whose pad was opened

export default async () => {
  const people = await session.people();
  const person = people.find(({ member }) => member === chosen) ?? (people.length === 1 ? people[0] : null);
  const place = h("div", { class: "narrow" });
  if (!people.length) place.append(empty(_("这部手机还没有登记"), "", enrolButton({ primary: true }), "smartphone"));
  else if (person) place.append(...one(person, people.length > 1, place));
  else place.append(h("h2", null, _("您是哪一位？")), h("div", { class: "lines" }, people.map(line)), enrolButton());
  return place;
};

const enrolButton = ({ primary } = {}) =>
  button(_("登记一位使用人"), () => go("/enrol"), { icon: "user-plus", class: primary ? "button primary wide" : "button wide" });

const choose = (member) => {
  chosen = member;
  return refresh();
};

const line = (person) =>
  h("button", { type: "button", class: "line", onClick: () => choose(person.member) }, icon("circle-user"),
    h("span", { class: "line-text" }, h("strong", null, person.name), h("small", null, standing(person))), icon("chevron-right"));

const standing = ({ unsent, wiped }) =>
  [wiped && _("需要重新登记"), unsent ? _("%(n)s 条没有发出", { n: unsent }) : _("没有未发的记录")].filter(Boolean).join(" · ");

const one = (person, shared, place) => [
  h("h2", { class: "who" }, icon("circle-user"), person.name),
  ...(person.wiped ? [notice(_("需要重新登记"), person.why, "late")] : keypad(person, place)),
  person.unsent > 0 && unsentOf(person),
  person.wiped && enrolButton({ primary: true }),
  shared && button(_("换一个人"), () => choose(""), { icon: "users", class: "button wide" }),
  !person.wiped && !shared && enrolButton(),
].filter(Boolean);

const keypad = (person, place) => {
  const said = h("div", { role: "alert" }, person.wrong > 0 && warning(10 - person.wrong));
  const pad = pinPad(async (pin) => {
    try {
      await session.unlock(person.member, pin);
    } catch (trouble) {
      if (trouble.code === "wiped") await refresh();
      else said.replaceChildren(trouble.code === "wrong_pin" ? warning(trouble.left) : notice(_("没有解锁"), trouble.why || trouble.message, "late"));
    }
  });
  place.addEventListener("leave", pad.stop);
  return [said, pad];
};

const warning = (left) =>
  notice(_("PIN 不对，还可以试 %(n)s 次", { n: left }), left <= 3 ? _("再错下去，下载的资料会从这部手机清除；没有发出的记录会留下。") : "", "late");

const unsentOf = ({ member, unsent, left }) => {
  const lost = left > 0;
  const text = lost
    ? _("其中 %(n)s 条是上一次登记时记下的，这部手机发不出去：请导出文件交给办公室。", { n: left })
    : _("解锁后有网络就自动发送。手机坏了或发不出去时，可以导出文件交给办公室。");
  return notice(_("%(n)s 条没有发出", { n: unsent }), text, lost ? "late" : "active",
    button(_("导出未发送的记录"), () => handOut(member), { icon: "file-down" }),
    lost && button(_("办公室已导入，从手机删去"), () => handedIn(member), { icon: "trash-2" }));
};

// What the office has taken in need not stay: the phone itself can never send it.
const handedIn = async (member) => {
  const sure = await ask(_("只删去已经导出、这部手机又发不出去的记录。办公室确实导入了吗？"), { yes: _("已导入，删去"), danger: true });
  if (!sure) return;
  const gone = await dropExported(member);
  toast(gone ? _("已删去 %(n)s 条", { n: gone }) : _("还没有导出过，一条也没有删。请先导出。"));
  await refresh();
};
