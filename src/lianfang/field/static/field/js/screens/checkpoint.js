// My post: register what passes, how long the line is, who was hit, and what I counted today.

import { _ } from "../../../desk/js/words.js";
import { kindsOf } from "../about.js";
import { fact } from "../facts.js";
import { may, optionOf } from "../labels.js";
import { choices, row } from "../parts.js";
import { choosePost, divisions, mine, myPost, openHits, PASSED, posts } from "../post.js";
import { refresh } from "../router.js";
import { save } from "../saving.js";
import { button, empty, h, icon, sheet } from "../ui.js";

const QUEUE = "checkpoints.queue_seen";
const LINES = [0, 3, 5, 10, 20, 30, 50, 100, 200];

export const live = true;
export const title = () => _("卡点");

export const nowhere = () =>
  empty(_("还没有选卡点"), posts().length ? "" : _("您的辖区里没有开放的卡点。"),
    posts().length > 0 && h("a", { class: "button primary", href: "#/checkpoint" }, _("选卡点")), "map-pin");

export default async () => {
  const post = myPost();
  if (!post) return posts().length ? pick() : nowhere();
  divisions().catch(() => {}); // no network and never fetched: asked for again when somebody chooses a place
  const hits = openHits(post.id);
  return h("div", { class: "checkpoint" },
    h("header", { class: "door-head" }, h("h1", null, post.name), h("p", { class: "door-who" }, [optionOf("", "post_kind", post.what), post.road].filter(Boolean).join(" · "))),
    may(PASSED) && h("a", { class: "button primary wide", href: "#/passage" }, icon("truck"), _("登记通行")),
    tally(await mine(post.id)),
    h("div", { class: "lines" },
      row("#/hits", hits.length ? _("比对命中：%(n)s 件等着处置", { n: hits.length }) : _("没有等着处置的命中"), "", null, { icon: "shield-alert", tone: hits.length ? "late" : "" }),
      may(QUEUE) && button(_("排了多少辆车"), () => queue(post), { icon: "hourglass", class: "button wide" }),
      may("proofs.checked") && row("#/proof", _("查验证明"), "", null, { icon: "qr-code" }),
      kindsOf("post").map(({ kind, title: word }) => row(`#/record/${kind}/${post.id}`, kind === QUEUE ? _("等候多久，卡点需要什么") : word, "", null, { icon: "plus" }))),
    posts().length > 1 && h("details", { class: "fold" }, h("summary", null, _("换卡点"), icon("chevron-down")), pick(post)));
};

const pick = (post) => choices(_("我在哪个卡点"), posts().map(({ id, name }) => [id, name]), post?.id, (id) => { choosePost(id); refresh(); }, { wide: true });

const tally = (entries) => {
  const people = entries.reduce((sum, { data }) => sum + (data.travellers?.length ?? 0) + (data.others ?? 0), 0);
  const stopped = entries.filter(({ data }) => [data, ...(data.travellers ?? [])].some(({ outcome = "pass" }) => outcome !== "pass")).length;
  return h("p", { class: "tally" }, h("strong", null, _("今天我登记 %(n)s 辆次", { n: entries.filter(({ data }) => data.vehicle).length })),
    h("span", null, [_("%(n)s 人次", { n: people }), stopped && _("未放行 %(n)s 次", { n: stopped })].filter(Boolean).join(" · ")));
};

const queue = (post) => {
  const said = async (vehicles) => {
    if (await save([fact(QUEUE, post.id, post.area, { vehicles }, { place: post.id })], { said: _("排队 %(n)s 辆：已记下", { n: vehicles }) })) panel.close();
  };
  const panel = sheet(_("现在排了多少辆？"), h("div", { class: "numbers" }, LINES.map((n) => button(String(n), () => said(n), { ariaLabel: _("%(n)s 辆", { n }) }))));
};
