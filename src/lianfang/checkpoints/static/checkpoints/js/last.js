// The passages just recorded, below the form: a slip of the finger is put right at once.

import { _ } from "../../desk/js/words.js";
import { h, icon } from "../../desk/js/dom.js";

const MOST = 5;

/** Draw the latest of `entries` ([{entry, at, state}…]: when, as words) into `place`; `correct(entry)` hears of 改. */
export const last = (place, entries, outcomes, correct) => {
  const line = ({ entry, at, state }) => {
    const { data } = entry;
    const people = (data.travellers?.length ?? 0) + (data.others ?? 0);
    return h("li", { class: "last-line" },
      h("span", null, h("strong", null, data.vehicle?.plate || _("步行")), h("small", null, [at, _("%(n)s 人", { n: people }), outcomes[data.outcome ?? "pass"], state].filter(Boolean).join(" · "))),
      h("button", { type: "button", class: "button", ariaLabel: _("改 %(what)s", { what: data.vehicle?.plate || at }), onClick: () => correct(entry) }, icon("pencil"), _("改")));
  };
  place.replaceChildren(...(entries.length ? [h("h2", null, _("刚才登记的")), h("ul", null, entries.slice(0, MOST).map(line))] : []));
};
