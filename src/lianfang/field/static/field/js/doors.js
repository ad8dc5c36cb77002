/** A round from door to door, as the desk counts it (verification/queries/rounds.py). Pure. */

import { walking } from "./order.js";

/**
 * The doors of a round: `untried`, `again` (knocked, nobody met) and `met`, each [{ household, door }] in walking
 * order, with `register` households, `outside` it, and the `people` found at home.
 */
export function round(households, doors, campaign, area = "") {
  const held = (one) => one.area.startsWith(area);
  const own = [...doors].filter((door) => door.campaign === campaign && held(door));
  const knocked = new Map(own.map((door) => [door.household, door]));
  const found = { untried: [], again: [], met: [], register: 0, outside: 0, people: 0 };
  for (const household of [...households].filter(held).sort(byWalk)) {
    const door = knocked.get(household.id);
    knocked.delete(household.id);
    found.register += 1;
    binOf(found, door).push({ household, door });
  }
  for (const door of knocked.values()) binOf(found, door).push({ household: null, door });
  found.outside = knocked.size;
  found.people = own.reduce((sum, door) => sum + (door.met ? door.people || 0 : 0), 0);
  return found;
}

function binOf(found, door) {
  if (!door) return found.untried;
  return door.met ? found.met : found.again;
}

function byWalk(one, other) {
  return walking({ ...one, walk: one.walk || 0 }, { ...other, walk: other.walk || 0 });
}

/** Where a new door comes: right behind the one it was found beside, or at the end of its grid. */
export function walkAfter(households, area, beside) {
  const walks = [...households].filter((one) => one.area === area).map((one) => one.walk || 0);
  const here = beside && beside.area === area ? beside.walk || 0 : null;
  const behind = here === null ? [] : walks.filter((walk) => walk > here);
  if (here !== null && behind.length) {
    const gap = Math.min(...behind) - here;
    return gap > 1 ? here + Math.floor(gap / 2) : here;
  }
  return Math.max(0, ...walks) + 10;
}
