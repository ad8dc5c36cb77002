/** The order of a day, as the desk keeps it (verification/queries/mine.py). Pure. */

import { dayOf } from "./days.js";

/** Nothing for a member at the door: somebody else decides first. */
const OTHERS = new Set(["undecided", "unplaced"]);

/** When an open target has to be done: its own day, or its campaign's. */
export function dueOf(target, campaigns) {
  return target.due || campaigns.get(target.campaign)?.due || "";
}

/** Open, and past its day. */
export function isLate(target, due, today) {
  return Boolean(target.open && due && due < today);
}

/** 0 late, 1 promised for today, 2 the others, 3 promised for a later day. */
export function turn(target, due, today) {
  if (target.again_on && target.again_on > today) return 3;
  if (isLate(target, due, today)) return 0;
  return target.again_on ? 1 : 2;
}

/** Whether somebody else has taken the next contact upon themselves and the time is not over. */
export function claimedByOther(target, me, now) {
  return Boolean(target.claimed_until && target.claimed_by !== me && new Date(target.claimed_until) > now);
}

/** Walking order: grid by grid, door by door. */
export function walking(one, other) {
  return compare(one.area, other.area) || one.walk - other.walk || compare(one.id, other.id);
}

function compare(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/**
 * A day's doors: `next` to go to, then `rest` in order, `tried` today without an end, `later` (promised for
 * another day) and `done` (closed today).
 *
 * `walk(household)` gives the door's place, `campaigns` a Map with due dates, `now` a Date. What was tried today
 * comes after the doors nobody has been to, so that the next door is never the one just left; what somebody
 * else is calling on is not the next door either.
 */
export function plan(targets, { walk, campaigns, today, now, me, all = false }) {
  const day = { next: null, rest: [], tried: [], later: [], done: [] };
  for (const target of targets) {
    if (!all && !target.mine) continue;
    const line = lineOf(target, { walk, campaigns, today, now, me });
    if (!target.open) {
      if (target.standing === "closed" && line.contacted) day.done.push(line);
    } else if (!OTHERS.has(target.standing)) {
      bin(day, line).push(line);
    }
  }
  for (const lines of [day.rest, day.tried, day.later, day.done]) lines.sort(byTurn);
  take(day, day.rest) || take(day, day.tried);
  return day;
}

function lineOf(target, { walk, campaigns, today, now, me }) {
  const due = dueOf(target, campaigns);
  const moments = [target.last_contact, target.checked_at, target.fed_back_at];
  return {
    target,
    due,
    id: target.id,
    area: target.area,
    walk: (target.household && walk(target.household)) || 0,
    turn: turn(target, due, today),
    late: isLate(target, due, today),
    claimed: claimedByOther(target, me, now),
    contacted: moments.some((moment) => dayOf(moment) === today),
  };
}

function bin(day, line) {
  if (line.turn === 3) return day.later;
  return line.contacted && !ahead(line) ? day.tried : day.rest;
}

/** Met today with something left to say: that is said at once, at the same door. */
function ahead(line) {
  return ["to_check", "to_feed_back"].includes(line.target.standing);
}

function byTurn(one, other) {
  return one.turn - other.turn || walking(one, other);
}

function take(day, lines) {
  const free = lines.findIndex((line) => !line.claimed);
  if (free < 0) return false;
  [day.next] = lines.splice(free, 1);
  return true;
}
