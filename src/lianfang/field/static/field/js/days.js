/** Days and times of the county, which keeps Beijing time whatever the phone is set to. Pure. */

const EAST = 8 * 3600_000;
const DAY = 86_400_000;

/** The day of a moment (Date, milliseconds or ISO text), as "2020-01-28"; "" where there is none. */
export function dayOf(moment) {
  return moment ? new Date(new Date(moment).getTime() + EAST).toISOString().slice(0, 10) : "";
}

/** The time of a moment, as "15:30". */
export function timeOf(moment) {
  return new Date(new Date(moment).getTime() + EAST).toISOString().slice(11, 16);
}

/** A day so many days later. */
export function plus(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** How many days lie between two days; positive when `to` is the later. */
export function between(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}
