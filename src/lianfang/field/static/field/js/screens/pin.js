// Another PIN for whoever is inside.

import { _ } from "../../../desk/js/words.js";
import { pinField, problem } from "../pin.js";
import { back } from "../router.js";
import * as session from "../session.js";
import { button, h, toast } from "../ui.js";

export const tab = "more";
export const title = () => _("改 PIN");

export default () => {
  const old = pinField(_("现在的 PIN"));
  const next = pinField(_("新的 PIN（至少 6 位数字）"), { fresh: true });
  const again = pinField(_("再输一次新的 PIN"), { fresh: true });
  const change = async () => {
    for (const field of [old, next, again]) field.complain(null);
    const wrong = problem(next.input.value);
    if (wrong) return next.complain(wrong);
    if (next.input.value !== again.input.value) return again.complain(_("两次输入的 PIN 不一样。"));
    return changed(old, next.input.value);
  };
  return h("div", { class: "narrow" }, h("div", { class: "form" }, old, next, again,
    button(_("改 PIN"), change, { icon: "key-round", class: "button primary wide" })));
};

const changed = async (old, pin) => {
  try {
    await session.changePin(old.input.value, pin);
  } catch (trouble) {
    if (trouble.code === "wrong_pin") old.complain(_("现在的 PIN 不对，还可以试 %(n)s 次。", { n: trouble.left }));
    else if (trouble.code !== "wiped") old.complain(trouble.why || trouble.message);
    return;
  }
  toast(_("PIN 已改"));
  back("/more");
};
