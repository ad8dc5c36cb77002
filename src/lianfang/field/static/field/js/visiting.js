// The form of a visit: what came of it, why, and when to come back.

import { _ } from "../../desk/js/words.js";
import { areaOf, dataOf, formFor, when } from "./about.js";
import { timeOf } from "./days.js";
import { fact } from "./facts.js";
import { claimWord, may, nameOf, now } from "./labels.js";
import { claimedByOther } from "./order.js";
import { bar, choices, comeBack, fold } from "./parts.js";
import * as reference from "./reference.js";
import { go } from "./router.js";
import { draftOf, offer, save } from "./saving.js";
import { current } from "./session.js";
import { ask, h, icon, toast } from "./ui.js";
import { allWell, asked, given, missing, needed } from "./visits.js";

const [VISITED, CHECKED] = ["verification.visited", "verification.checked"];
const OWN = ["outcome", "channel", "cause", "again_on"]; // drawn here; whatever else the kind asks, its form draws

/** A visit to a target; `node` goes under `header`. */
export class Visit {
  constructor(target, header) {
    this.target = target;
    this.spec = reference.kind(VISITED) ?? { kind: VISITED, fields: [] };
    this.answers = { channel: "door" };
    this.way = "";
    this.details = h("div", { class: "details" });
    this.offered = h("div");
    this.ways = h("div", { class: "ways" });
    this.reached = h("div");
    this.node = h(
      "div",
      { class: "visit", onInput: () => this.keep(), onChange: () => this.keep(), "onFact-change": () => this.keep() },
      header,
      this.offered,
      this.ways,
      this.details,
      this.reached,
      bar(_("保存"), () => this.save()),
    );
    this.draft = draftOf(`visit:${target.id}`, this.node);
    this.drawWays();
    offer(this.draft, this.offered, (kept) => this.resume(kept));
  }

  get agencies() {
    return reference.campaigns().find(({ id }) => id === this.target.campaign)?.agencies ?? [];
  }

  /** The facts that close this target when nothing is wrong. */
  get well() {
    return allWell(this.target, { may, agencies: this.agencies });
  }

  drawWays() {
    const met = Boolean(this.target.met_at);
    const door = this.answers.channel === "door";
    const field = this.field("outcome");
    const outcomes = (field?.options ?? []).filter(([code]) => code !== "met" || !door || met);
    const best = [
      door || met ? ["well", wellWord(this.well), "check-check"] : null,
      may(CHECKED) && (door || met)
        ? ["wrong", met ? _("资料有误") : _("见到本人，资料有误"), "file-pen-line"]
        : null,
    ];
    const pick = (value) => this.pick(value);
    this.ways.replaceChildren(
      ...[
        choices(
          _("怎么样了？"),
          best.filter((one) => one && one[1]),
          this.way,
          pick,
          { wide: true, name: "way" },
        ),
        outcomes.length > 0 && choices(_("没有办成的"), outcomes, this.way, pick, { name: "way" }),
      ].filter(Boolean),
    );
    const channel = this.field("channel");
    const reach = (value) => this.reach(value);
    this.reached.replaceChildren(
      channel ? choices(_("怎样联系的"), channel.options, this.answers.channel, reach) : "",
    );
  }

  field(name) {
    return this.spec.fields.find((field) => field.name === name);
  }

  reach(channel) {
    this.answers.channel = channel;
    if (channel !== "door" && ["well", "wrong"].includes(this.way) && !this.target.met_at) this.way = "";
    this.drawWays();
    this.pick(this.way);
  }

  pick(way, kept = {}) {
    this.way = way;
    this.answers.outcome = ["well", "wrong"].includes(way) ? "met" : way;
    for (const name of ["cause", "again_on"]) if (!asked(this.field(name), this.answers)) delete this.answers[name];
    this.checked =
      way === "wrong" ? this.form(reference.kind(CHECKED), { accuracy: "corrected", ...kept.checked }) : null;
    if (this.checked) this.checked.late = false; // one time for all that this visit records
    const { outcome, channel } = this.answers;
    this.more = way ? this.form({ ...this.spec, fields: this.rest() }, kept.more, { outcome, channel }) : null;
    this.details.replaceChildren(...[this.checked, ...this.questions(), this.aside()].filter(Boolean));
    if (way && way !== "well" && !kept.quiet) this.details.scrollIntoView?.({ block: "center", behavior: "smooth" });
  }

  rest() {
    return this.spec.fields.filter(({ name }) => !OWN.includes(name));
  }

  form(spec, values, fixed) {
    return formFor(spec, this.target, { values, fixed });
  }

  /** What is seldom said stays folded, unless the kind insists on some of it. */
  aside() {
    const insists = this.rest().some((field) => needed(field, this.answers));
    return (
      this.more && fold(_("备注，或改发生时间"), "", this.more, { open: insists || Boolean(this.more.values.note) })
    );
  }

  questions() {
    const cause = this.field("cause");
    const again = this.field("again_on");
    const says = (field) => field && this.way && this.way !== "wrong" && asked(field, this.answers);
    this.cause =
      says(cause) && choices(cause.title, cause.options, this.answers.cause, (value) => this.answer("cause", value));
    return [
      this.cause,
      says(again) &&
        comeBack(
          again.title,
          this.answers.again_on,
          (value) => this.answer("again_on", value),
          timeOf(now()) < "18:00",
        ),
    ];
  }

  answer(name, value) {
    this.answers[name] = value || undefined;
    this.cause?.querySelector?.(".error")?.remove();
    this.keep();
  }

  keep() {
    if (!this.way) return;
    this.draft.keep({
      what: nameOf(this.target),
      way: this.way,
      answers: this.answers,
      more: this.more?.data(),
      checked: this.checked?.data(),
    });
  }

  resume(kept) {
    this.answers = { channel: "door", ...kept.answers };
    this.way = kept.way;
    this.drawWays();
    this.pick(kept.way, { ...kept, quiet: true });
    this.keep();
  }

  async save() {
    if (!this.way) return toast(_("请先点一个结果。"));
    if (!this.complete() || !(await this.mayCall())) return undefined;
    const at = when(this.more);
    const entries = this.facts().map(([kind, data]) => fact(kind, this.target.id, areaOf(this.target), data, at));
    if (!(await save(entries, { draft: this.draft, said: this.said() }))) return undefined;
    return go("/today", { replace: true }); // back leads to where the visit was opened from
  }

  complete() {
    const own = this.spec.fields.filter(({ name }) => OWN.includes(name));
    if (this.way !== "well" && this.way !== "wrong" && missing(own, this.answers).includes("cause")) {
      this.cause.querySelector(".error") ??
        this.cause.append(h("p", { class: "error", role: "alert" }, icon("circle-alert"), _("请选未见到的原因。")));
      this.cause.scrollIntoView({ block: "center" });
      return false;
    }
    return [this.checked, this.more].every((form) => !form || form.check());
  }

  /** Somebody else has taken this contact upon themselves: nobody is to be called on ten times. */
  async mayCall() {
    if (!claimedByOther(this.target, current()?.member, now())) return true;
    return ask(_("%(claim)s仍要保存这次走访吗？", { claim: claimWord(this.target) }));
  }

  facts() {
    const more = this.more.data();
    if (this.way === "well")
      return this.well.map(([kind, said]) => [kind, kind === VISITED ? { ...more, ...said } : said]);
    const own = this.spec.fields.filter(({ name }) => OWN.includes(name));
    const visited = { ...more, ...given(own, this.answers) };
    if (this.way !== "wrong") return [[VISITED, visited]];
    const checked = [CHECKED, dataOf(this.checked, this.target)];
    return this.target.met_at ? [checked] : [[VISITED, visited], checked];
  }

  said() {
    return this.way === "well"
      ? _("%(name)s：已办完，保存在本机", { name: nameOf(this.target) })
      : _("%(name)s：已保存在本机", { name: nameOf(this.target) });
  }
}

/** What "nothing is wrong" says, by what is still missing. */
const wellWord = (missing) => {
  const kinds = missing.map(([kind]) => kind.split(".")[1]).join("+");
  return (
    {
      "visited+checked+fed_back": _("见到本人，资料属实，已反馈"),
      "visited+checked": _("见到本人，资料属实"),
      visited: _("见到本人"),
      "visited+fed_back": _("见到本人，已反馈"),
      "checked+fed_back": _("资料属实，已反馈"),
      checked: _("资料属实"),
      fed_back: _("结果已反馈"),
    }[kinds] ?? ""
  );
};
