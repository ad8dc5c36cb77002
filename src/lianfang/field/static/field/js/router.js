// Addresses of the app: #/name/part/part?query. Each screen is a module screens/<name>.js:
//   export default (params, query) → Node or a promise of one; params: the parts after the name; query: URLSearchParams
//   export const title = (params, query) => _("…")   what the top bar says
//   export const tab = "today"                       which of the bottom bar's places it belongs to (default: its name)
//   export const live = true                         drawn again when records or the outbox changed (not under a dirty form)
//   export const open = true                         shown without anybody unlocked, and without the bars
// The node gets the event "leave" when it goes.

import { _ } from "../../desk/js/words.js";
import { bus } from "./bus.js";
import { button, dirty, empty } from "./ui.js";

const NAME = /^[a-z]+$/;
const scrolled = new Map();
let place;
let guard = (route) => route;
let arrived = () => {};
let shown = { node: null, step: 0, path: "", screen: {} };
let turn = 0;

/** Go to a path such as "/target/<id>"; `replace` leaves no step back. */
export const go = (path, { replace = false } = {}) => {
  if (!replace) location.hash = path;
  else {
    history.replaceState(history.state, "", `#${path}`);
    draw();
  }
};

/** Back to where one came from; `otherwise` when the app was opened here. */
export const back = (otherwise = "/today") => (shown.step > 0 ? history.back() : go(otherwise, { replace: true }));

/** The address as {name, params, query}. */
export const read = (hash = location.hash) => {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const [name, ...params] = path.split("/").map(decodeURIComponent);
  return { name: NAME.test(name) ? name : "today", params, query: new URLSearchParams(query) };
};

/** Draw the current address again. */
export const refresh = () => draw({ again: true });

/** Begin: draw into `into`; `allow(route)` may name another route; `after(screen, route)` hears of every arrival. */
export const start = (into, { allow, after }) => {
  [place, guard, arrived] = [into, allow, after];
  history.scrollRestoration = "manual";
  addEventListener("hashchange", () => draw());
  for (const news of ["records", "outbox"]) bus.addEventListener(news, soon);
  addEventListener("dirty", (event) => { if (!event.detail.any && late) soon(); });
  return draw();
};

let late = false;
let timer;
const soon = () => {
  if (!shown.screen.live) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    late = dirty.any();
    if (!late) refresh();
  }, 50);
};

const draw = async ({ again = false } = {}) => {
  const mine = ++turn;
  const route = await guard(read());
  const screen = await import(`./screens/${route.name}.js`).catch(() => NOWHERE);
  const node = await drawn(screen, route);
  if (mine !== turn) return; // somebody went on meanwhile
  const same = again && screen === shown.screen && location.hash === shown.path;
  const top = same ? scrollY : arrival();
  shown.node?.dispatchEvent(new Event("leave"));
  Object.assign(shown, { node, screen, path: location.hash });
  place.replaceChildren(node);
  arrived(screen, route, same);
  scrollTo(0, top);
};

const drawn = async (screen, { params, query }) => {
  try {
    return await screen.default(params, query);
  } catch (error) {
    console.error(error);
    return empty(_("这一页打不开"), String(error.message), button(_("再试一次"), () => refresh(), { icon: "refresh-cw" }), "circle-alert");
  }
};

const NOWHERE = {
  title: () => _("没有这一页"),
  default: () => empty(_("没有这一页"), "", button(_("回到今天"), () => go("/today"), { primary: true }), "map"),
};

// A step that has been here before carries its number: its scroll position is taken up again.
const arrival = () => {
  scrolled.set(shown.step, scrollY);
  const known = history.state?.step;
  shown.step = known ?? (shown.node ? shown.step + 1 : 0);
  if (known === undefined) {
    history.replaceState({ step: shown.step }, "");
    for (const step of scrolled.keys()) if (step >= shown.step) scrolled.delete(step);
  }
  return scrolled.get(shown.step) ?? 0;
};
