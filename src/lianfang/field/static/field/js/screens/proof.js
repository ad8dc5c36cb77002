// A slip is held out at the post: is it good, and is it theirs? By camera, by a reader, or by the code printed on it.

import { _ } from "../../../desk/js/words.js";
import { ask } from "../api.js";
import { fact } from "../facts.js";
import { needed } from "../inside.js";
import { may, momentWord, today } from "../labels.js";
import { bar, facts } from "../parts.js";
import { myPost } from "../post.js";
import { isShort, judge, tidy } from "../proof.js";
import * as reference from "../reference.js";
import { save } from "../saving.js";
import { state } from "../sync.js";
import { button, h, icon, toast } from "../ui.js";
import { v7 } from "../uuid.js";

const CHECKED = "proofs.checked";
const DOCUMENT = /^[A-Z0-9]{9,20}$/;
const GLANCE = 200; // milliseconds between two looks through the camera

export const title = () => _("查验证明");
export const tab = "checkpoint";

export default async () => {
  const camera = await scanner();
  const result = h("div", { ariaLive: "polite" });
  const field = h("input", {
    class: "control seek", ariaLabel: _("纸条编号"), placeholder: "ABCD-1234", maxLength: 1000,
    autocomplete: "off", autocapitalize: "characters", spellcheck: false, enterkeyhint: "search",
    onKeydown: (event) => { if (event.key === "Enter" && !event.isComposing) look(field.value); },
  });
  const asking = h("p", { class: "lead" }, _("用扫码枪扫，或输入纸条上的编号。"));
  const go = button(_("查验"), () => look(field.value), { icon: "scan-search", class: "button wide" });
  const again = () => { settle(); field.focus(); };
  const settle = (...nodes) => {
    result.replaceChildren(...nodes);
    field.value = ""; // a reader writes the next slip after whatever stands there
    asking.hidden = go.hidden = nodes.length > 0;
  };
  const look = async (text) => {
    const code = tidy(text);
    const holder = result.querySelector("input");
    if (holder && DOCUMENT.test(code)) { // the reader took the holder's card, not another slip
      field.value = "";
      return holder.read(text);
    }
    if (code) settle(verdict(await found(code), again));
  };
  const place = h("div", { class: "form-page" },
    camera && button(_("扫码"), () => scan(camera, place, look), { primary: true, icon: "qr-code", class: "button primary wide" }),
    asking, field, go, result);
  return place;
};

const found = async (code) => {
  if (!isShort(code)) return judge(code, reference.proofs(), today());
  try {
    return await ask("/proofs/v1/check", { who: needed(), body: { code } });
  } catch (problem) {
    if (problem.code !== "offline") return { problem: problem.why };
    return { problem: _("没有网络，编号查不了。请扫二维码，二维码不用网络。") };
  }
};

const verdict = (slip, again) => {
  if (slip.problem) return h("div", { class: "notice notice-late", role: "status" }, icon("wifi-off"), h("p", { class: "notice-title" }, slip.problem));
  const good = slip.found === "valid";
  const { lastDown } = state();
  const place = h("div", { class: "form-page proof-found" });
  const settle = (outcome) => place.replaceChildren(...drawn(outcome));
  const drawn = (outcome) => [
    h("section", { class: `notice notice-${outcome === "valid" ? "active" : "late"}`, role: "status" }, icon(outcome === "valid" ? "circle-check" : "circle-x"),
      h("div", { class: "door-head" }, h("h1", null, reference.word("proof_found", outcome)), slip.what && h("p", { class: "door-who" }, reference.word("proof_kind", slip.what)),
        facts([_("有效期至"), slip.until], [_("纸上印的"), slip.printed], [_("居住地"), slip.area && reference.areaName(slip.area)]))),
    good && outcome === "valid" && slip.comparable && comparing(slip, settle),
    good && h("p", { class: "aside" }, lastDown ? _("作废名单 %(at)s 更新", { at: momentWord(new Date(lastDown)) }) : _("还没有联网取过作废名单")),
    done(slip, outcome, again),
  ].filter(Boolean);
  settle(slip.found);
  return place;
};

/** The holder's document beside the slip: whether it is the same, and nothing of what the slip's says. */
const comparing = (slip, settle) => {
  const field = h("input", { class: "control", autocomplete: "off", spellcheck: false, ariaLabel: _("证件号码或车牌"), placeholder: _("证件号码或车牌") });
  const compare = async () => {
    if (!field.value.trim()) return toast(_("请读本人的证件，或输入号码。"));
    if (!(await slip.agrees(field.value))) return settle("other_holder");
    return line.replaceChildren(h("p", { class: "due" }, icon("user-check"), _("与本人相符")));
  };
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") compare(); });
  field.read = (number) => { field.value = number; return compare(); };
  const line = h("div", { class: "card" }, h("p", null, _("请看本人证件的姓氏和末两位；不放心的，输入号码核对。")), field, button(_("核对"), compare, { icon: "id-card", class: "button wide" }));
  return line;
};

/** One tap counts the look, at the post one stands at, and is ready for the next slip. */
const done = (slip, outcome, again) => {
  const post = myPost();
  if (!post || !may(CHECKED)) return button(_("查下一份"), again, { icon: "chevron-right", class: "button wide" });
  return bar(_("记下，查下一份"), async () => {
    const data = { outcome, ...(slip.what && { what: slip.what }) };
    if (await save([fact(CHECKED, v7(), post.area, data, { place: post.id })], { said: _("查验已记下：%(word)s", { word: reference.word("proof_found", outcome) }) })) again();
  });
};

// Not every phone's browser reads codes: where none does, the field is there.
const scanner = async () => {
  if (!("BarcodeDetector" in globalThis) || !navigator.mediaDevices) return null;
  const formats = await BarcodeDetector.getSupportedFormats();
  return formats.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
};

const scan = async (detector, place, look) => {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
  if (!stream) return toast(_("打不开相机，请在浏览器设置里允许使用。"));
  const video = h("video", { class: "camera", autoplay: true, muted: true, playsInline: true });
  const stop = () => { stream.getTracks().forEach((track) => track.stop()); video.remove(); };
  video.srcObject = stream;
  place.prepend(video);
  place.addEventListener("leave", stop, { once: true });
  while (video.isConnected) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code) {
      stop();
      return look(code.rawValue);
    }
    await new Promise((later) => { setTimeout(later, GLANCE); });
  }
};
