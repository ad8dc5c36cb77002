// This phone becomes a device of somebody: the code from the office, what the phone is called, a PIN.

import { _ } from "../../../desk/js/words.js";
import { askToKeep } from "../install.js";
import { notice } from "../parts.js";
import { pinField, problem } from "../pin.js";
import { go, refresh } from "../router.js";
import * as session from "../session.js";
import { button, card, h, icon } from "../ui.js";

export const open = true;
export const title = () => _("登记这部手机");

let admitted = null; // who has just been enrolled, until they go on

export default async (_params, query) => {
  if (admitted) return welcome(admitted);
  const known = await session.people();
  const code = codeField(query.get("code") ?? "");
  const device = h("input", { class: "control", name: "device", maxlength: "64", required: true, value: guess() });
  const pin = pinField(_("设一个 PIN（至少 6 位数字）"), { fresh: true, help: _("每次打开都要输入。忘记了办公室也查不到，只能重新登记。") });
  const again = pinField(_("再输一次 PIN"), { fresh: true });
  const said = h("div", { role: "alert" });
  const place = h("div", { class: "narrow" });
  const fields = { code, device, pin, again };

  const send = async () => {
    said.replaceChildren();
    if (!right(fields)) return;
    history.replaceState(history.state, "", "#/enrol"); // the code stays in no address, and this screen in its place
    try {
      admitted = await session.enrol({ code: code.plain(), device: device.value.trim(), pin: pin.input.value });
      await refresh();
    } catch (trouble) {
      said.replaceChildren(notice(_("没有登记成"), trouble.why || trouble.message, "late"));
      if (trouble.status) code.input.focus();
    }
  };
  const enter = button(_("登记这部手机"), send, { class: "button primary wide", icon: "smartphone" });
  const byKey = (event) => { if (event.key === "Enter" && event.target.matches("input")) enter.click(); };
  const form = h("div", { class: "form", onKeydown: byKey }, code, h("div", { class: "field" }, h("label", null, _("这部手机叫什么"), device), h("p", { class: "help" }, _("办公室的设备列表里用这个名字，丢了好找。"))),
    pin, again, said, enter);
  place.append(h("p", { class: "lead" }, _("请办公室在您的账户下打开“登记手机”，用手机扫二维码，或在这里输入登记码。")), form, h("p", { class: "aside" }, protects()),
    known.length ? button(_("返回解锁"), () => go("/unlock", { replace: true }), { icon: "chevron-left", class: "button wide" }) : "");
  return place;
};

const protects = () =>
  _("下载的资料用 PIN 加密保存。手机丢了请马上告诉办公室注销。PIN 越长越难猜；解锁后，拿着手机的人都能看到。");

const right = ({ code, device, pin, again }) => {
  code.complain(code.plain().length === 12 ? null : _("登记码是 12 位字母和数字。"));
  if (code.plain().length !== 12) return false;
  if (!device.reportValidity()) return false;
  pin.complain(problem(pin.input.value));
  if (problem(pin.input.value)) return false;
  const same = pin.input.value === again.input.value;
  again.complain(same ? null : _("两次输入的 PIN 不一样。"));
  return same;
};

const plain = (text) => text.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1").replace(/[^0-9A-Z]/g, "").slice(0, 12);

// Groups of four as they are read out; what may be mistaken for another letter is read as that one.
const codeField = (value) => {
  const shape = (text) => plain(text).match(/.{1,4}/g)?.join("-") ?? "";
  const input = h("input", {
    class: "control code", name: "code", value: shape(value), autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
    placeholder: "XXXX-XXXX-XXXX", required: true, ariaLabel: _("登记码"),
    onInput: () => { if (input.selectionStart === input.value.length) input.value = shape(input.value); },
  });
  const said = h("p", { class: "error", role: "alert", hidden: true });
  const complain = (sentence) => {
    said.replaceChildren(...(sentence ? [icon("circle-alert"), sentence] : []));
    said.hidden = !sentence;
    if (sentence) input.focus();
  };
  return Object.assign(h("div", { class: "field" }, h("label", null, _("登记码"), input), said), { input, complain, plain: () => plain(input.value) });
};

const guess = () => navigator.userAgentData?.platform || (/Android|iPhone|iPad/.exec(navigator.userAgent)?.[0] ?? _("手机"));

const welcome = async (who) => {
  const kept = await askToKeep();
  const leave = () => {
    admitted = null;
    go("/today", { replace: true });
  };
  return h("div", { class: "narrow" }, card({ title: _("已登记"), icon: "circle-check" },
    h("p", null, _("%(name)s，这部手机可以用了（%(county)s）。", { name: who.name, county: who.county?.name ?? "" })),
    kept
      ? notice(_("浏览器答应保留资料"), _("手机空间不够时也不会自动清除没有发出的记录。"))
      : notice(_("浏览器没有答应保留资料"), _("手机空间不够时可能被清除：请把本应用添加到主屏幕，并每天至少发送一次。"), "late"),
    button(_("开始"), leave, { class: "button primary wide", icon: "arrow-right" })));
};
