/** A target's one next step and its three ticks, in the desk's words (verification/steps.py). */

import { _ } from "../../desk/js/words.js";

/** Standing → [why it is open, the kind to record next ("" where somebody else decides), the button]. */
function table() {
  return {
    to_visit: [_("还没有人去过。"), "verification.visited", _("记录走访")],
    not_met: [_("去过，但没有见到本人。"), "verification.visited", _("再次走访")],
    refused: [_("最近一次走访被拒绝，先劝导再去。"), "verification.visited", _("再次走访")],
    wrong_address: [_("登记的地址不是其住处，查清住址后再去。"), "verification.visited", _("再次走访")],
    not_found: [_("上门没有查到此人，需要向来源单位核实。"), "verification.visited", _("再次走访")],
    lives_elsewhere: [_("本人住在别处，见到本人之前不能销号。"), "verification.visited", _("记录联系")],
    left_again: [_("返乡后又离开，见到本人之前不能销号。"), "verification.visited", _("记录联系")],
    passed_through: [_("只是途经本地，见到本人之前不能销号。"), "verification.visited", _("记录联系")],
    unplaced: [_("地址不清，还没有落到网格。"), "verification.placed", _("落到网格")],
    to_check: [_("已见到本人，资料还没有核对。"), "verification.checked", _("核对资料")],
    to_correct: [_("资料有误，还没有更正。"), "verification.checked", _("更正资料")],
    to_feed_back: [_("已见到本人、资料属实，结果还没有反馈。"), "verification.fed_back", _("反馈结果")],
    doubted: [_("陈述有矛盾，核实清楚之前不能销号。"), "verification.doubt_settled", _("记录核实结论")],
    undecided: [_("可能与已在册的人是同一人，等待判定。"), "", _("等待村里判定")],
    duplicate: [_("判定为同一人，已并入另一对象，在那里继续。"), "", ""],
    closed: [_("资料属实、见到本人、结果已反馈。"), "", ""],
  };
}

/** { why, kind, label }: what is left to do, and nothing to tap where this member may not record it. */
export function nextStep(target, may) {
  const [why, wanted, label] = table()[target.standing] || ["", "", ""];
  if (target.standing === "unplaced" && !may(wanted)) {
    return { why, kind: may("verification.visited") ? "verification.visited" : "", label: _("记录走访") };
  }
  return { why, kind: wanted && may(wanted) ? wanted : "", label };
}

/** The three refusals (B2): kept, or what is still missing. Only all three together close a target. */
export function ticks(target, word) {
  const accurate = ["accurate", "corrected"].includes(target.accuracy) && target.standing !== "doubted";
  const told = target.standing === "closed";
  const again = target.fed_back_at ? _("已反馈过，情况有变，需再次反馈") : _("未反馈");
  return [
    { label: _("资料属实"), done: accurate, note: target.accuracy ? word(target.accuracy) : _("未核对") },
    { label: _("见到本人"), done: Boolean(target.met_at), note: target.met_at ? _("已当面见到") : _("未见到") },
    { label: _("结果反馈"), done: told, note: told ? _("已反馈") : again },
  ];
}
