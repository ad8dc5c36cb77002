// From door to door: which doors nobody has tried, which to go back to, and a knock in two taps.

import { _ } from "../../../desk/js/words.js";
import { grids } from "../about.js";
import { bus } from "../bus.js";
import { round } from "../doors.js";
import { dayWord, doorOf, optionOf } from "../labels.js";
import { knock } from "../knocking.js";
import { chip, choices, many, row } from "../parts.js";
import * as records from "../records.js";
import * as reference from "../reference.js";
import { refresh } from "../router.js";
import { empty, h, icon } from "../ui.js";

export const live = true;
export const title = () => _("逐户");

const FIRST = { campaign: "", area: "", tab: "untried" };
const chosen = { ...FIRST };

bus.addEventListener("session", () => Object.assign(chosen, FIRST));

export default () => {
  const campaigns = reference.campaigns();
  const campaign = campaigns.find(({ id }) => id === chosen.campaign) ?? campaigns[0];
  if (!campaign) return empty(_("没有正在进行的核查"), _("可以先登记住户。"), fresh(""), "door-open");
  const found = round(records.all("household").values(), records.all("door").values(), campaign.id, chosen.area);
  const place = grids();
  return h(
    "div",
    { class: "round" },
    campaigns.length > 1 &&
      choices(
        "",
        campaigns.map(({ id, name }) => [id, name]),
        campaign.id,
        set("campaign"),
        { wide: true },
      ),
    place.length > 1 &&
      choices("", [["", _("全部")], ...place.map(([code, name]) => [code, name])], chosen.area, set("area")),
    progress(found),
    choices(
      "",
      [
        ["untried", _("没敲过 %(n)s", { n: found.untried.length })],
        ["again", _("再去 %(n)s", { n: found.again.length })],
        ["met", _("见到了 %(n)s", { n: found.met.length })],
      ],
      chosen.tab,
      set("tab"),
      { name: "doors" },
    ),
    list(found, campaign),
    fresh(found[chosen.tab][0]?.household?.id ?? ""),
  );
};

const set = (name) => (value) => {
  chosen[name] = value;
  refresh();
};

/** How far, against the register and the households of the official count. */
const progress = (found) => {
  const tried = found.met.length + found.again.length;
  const counted = grids()
    .filter(([code]) => code.startsWith(chosen.area))
    .reduce((sum, [, , , households]) => sum + (households ?? 0), 0);
  return h(
    "section",
    { class: "progress" },
    h(
      "p",
      { class: "tally" },
      h("strong", null, _("敲过 %(n)s 户，册上 %(register)s 户", { n: tried, register: found.register })),
      h("span", null, _("在家 %(n)s 人", { n: found.people })),
    ),
    h("progress", { max: Math.max(1, found.register + found.outside), value: tried, ariaLabel: _("敲过的户") }),
    counted > 0 && h("p", { class: "aside" }, _("统计底数 %(n)s 户", { n: counted })),
  );
};

const list = (found, campaign) => {
  const lines = found[chosen.tab];
  if (!lines.length) return empty(EMPTY()[chosen.tab], "", null, "circle-check");
  const [first, ...rest] = lines;
  if (chosen.tab === "met") return many(lines, (line) => doorRow(line, campaign));
  return [
    h("h2", { class: "section" }, _("下一家")),
    many([first], (line) => doorRow(line, campaign)),
    rest.length > 0 && h("h2", { class: "section" }, _("接着")),
    many(rest, (line) => doorRow(line, campaign)),
  ];
};

const EMPTY = () => ({ untried: _("每一户都敲过门了"), again: _("没有要再去的门"), met: _("还没有见到人") });

const doorRow = ({ household, door }, campaign) => {
  const known = household ?? { id: door.household, t: "household", area: door.area };
  const families = records.of("person", "household", known.id).filter(({ whereabouts }) => whereabouts !== "left");
  const said =
    door &&
    (door.met
      ? _("在家 %(n)s 人", { n: door.people ?? 0 })
      : [
          optionOf("verification.knocked", "cause", door.cause ?? ""),
          door.again_on && _("约在%(day)s", { day: dayWord(door.again_on) }),
        ]
          .filter(Boolean)
          .join(" · "));
  return h(
    "article",
    { class: "door" },
    h(
      "button",
      { type: "button", class: "door-knock", onClick: () => knock(known, campaign) },
      icon(door?.met ? "circle-check" : "door-closed"),
      h(
        "span",
        { class: "line-text" },
        h("strong", null, doorOf(known)),
        h(
          "small",
          null,
          [said, families.length && _("册上 %(n)s 人", { n: families.length })].filter(Boolean).join(" · "),
        ),
      ),
      door
        ? chip(door.met ? _("见到了") : _("没见到"), door.met ? "done" : "active", door.met ? "check" : "door-closed")
        : h("span", { class: "button" }, _("敲门")),
    ),
    h(
      "a",
      {
        class: "door-open",
        href: `#/household/${known.id}`,
        ariaLabel: _("%(door)s 的住户", { door: doorOf(known) }),
      },
      icon("users"),
    ),
  );
};

const fresh = (beside) =>
  row(`#/newhousehold?area=${chosen.area}&beside=${beside}`, _("登记册上没有的户"), _("这里有门，名册上没有"), null, {
    icon: "plus",
  });
