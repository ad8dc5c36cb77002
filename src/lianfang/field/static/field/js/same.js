/** Who on this phone may be the person just written down. Pure. */

const MOST = 5;

/** Persons with the same document, telephone or name, the surest first. A masked record says too little. */
export function sameAs(said, persons) {
  const tail = (said.id_number || "").slice(-4).toUpperCase();
  const scored = [];
  for (const person of persons) {
    if (person.masked) continue;
    const points = score(said, person, tail);
    if (points >= 2) scored.push([points, person]);
  }
  scored.sort(([one], [other]) => other - one);
  return scored.slice(0, MOST).map(([, person]) => person);
}

function score(said, person, tail) {
  const name = Boolean(said.name) && said.name === person.name;
  const phone = (said.phones || []).some((one) => (person.phones || []).includes(one));
  const document = tail.length === 4 && tail === String(person.tail || "").toUpperCase();
  return (name ? 2 : 0) + (phone ? 2 : 0) + (document ? 1 : 0);
}
