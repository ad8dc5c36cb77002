// What became of a fact, in words.

import { _ } from "../../desk/js/words.js";
import { anything, doorOf, nameOf } from "./labels.js";
import * as reference from "./reference.js";

/** [state, words, icon, tone], in the order in which they want attention. */
export const STATES = [
  ["refused", () => _("被退回：请修改，或放弃"), "triangle-alert", "late"],
  ["waiting", () => _("在本机，还没有发出"), "cloud-upload", "todo"],
  ["sending", () => _("正在发送"), "send", "active"],
  ["later", () => _("服务器还不认识新版表格，更新后自动再发"), "hourglass", "todo"],
  ["held", () => _("服务器已收，等前面的记录到齐"), "hourglass", "todo"],
  ["flagged", () => _("已接受，有提示"), "flag", "done"],
  ["accepted", () => _("已接受"), "circle-check", "done"],
];

/** Which of these a fact is in: one too new for the server is refused, but there is nothing to do about it. */
export const stateOf = ({ state, code }) => (state === "refused" && code === "newer_version" ? "later" : state);

/** What was recorded. */
export const titleOf = ({ kind }) => reference.kind(kind)?.title ?? kind;

/** Whom or what it is about, as far as this phone knows. */
export const subjectOf = ({ subject, entry }) => {
  const record = anything(subject) ?? anything(entry.data.household) ?? anything(entry.data.person);
  if (!record) return "";
  return ["household", "door"].includes(record.t) ? doorOf(record) : nameOf(record);
};
