// Of facts recorded on this phone, those that hold: what was taken back or put right counts no more. Pure.

const VOIDED = "ledger.voided";

/**
 * The entries that hold, in the order recorded; one that was put right is said anew in its first place, without
 * `corrects`. The same rule as the server's (ledger/folds.py, effective). What corrects a fact that is not among
 * these is left out: the server has that fact, and its record comes with the correction.
 */
export const holding = (entries) => {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const voids = new Map();
  for (const entry of entries) if (entry.kind === VOIDED) voids.set(entry.corrects, [...(voids.get(entry.corrects) ?? []), entry.id]);
  const voided = (id) => (voids.get(id) ?? []).some((one) => !voided(one));
  const rootOf = (entry) => (entry.corrects && known.has(entry.corrects) ? rootOf(known.get(entry.corrects)) : entry);
  const last = new Map(); // the first entry of a chain → what holds of it
  for (const entry of entries) {
    const root = rootOf(entry);
    if (!root.corrects && entry.kind !== VOIDED && !voided(entry.id)) last.set(root.id, entry);
  }
  return entries.filter(({ id }) => last.has(id)).map(({ id }) => ({ ...last.get(id), corrects: undefined }));
};
