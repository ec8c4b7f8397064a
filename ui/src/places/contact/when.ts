// Days and hours that people choose from, as instants in the book's own time.
// Deliberately absent: any rule about when something is due; these are only what a menu offers.

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The instant of an hour of a day, counted from today, on a clock so many minutes east of UTC. */
export function instant(daysAhead: number, hour: number, offsetMinutes: number, now: number = Date.now()): string {
  const local = now + offsetMinutes * MINUTE;
  const midnight = Math.floor(local / DAY) * DAY;
  return new Date(midnight + daysAhead * DAY + hour * 60 * MINUTE - offsetMinutes * MINUTE).toISOString();
}

/** Days from today to the next Monday: 1 to 7. */
export function daysToMonday(offsetMinutes: number, now: number = Date.now()): number {
  const weekday = new Date(now + offsetMinutes * MINUTE).getUTCDay();
  return ((8 - weekday) % 7) || 7;
}

/** The instant of a day (`2026-11-25`) and a time (`15:00`); `undefined` where one of them is none. */
export function instantOf(day: string, time: string, offsetMinutes: number): string | undefined {
  const at = Date.parse(`${day}T${time || '09:00'}:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at - offsetMinutes * MINUTE).toISOString();
}

/** The day of an instant for a date field, in the book's own time. */
export function dayOf(at: string, offsetMinutes: number): string {
  return new Date(Date.parse(at) + offsetMinutes * MINUTE).toISOString().slice(0, 10);
}

/** The time of an instant for a time field, in the book's own time. */
export function timeOf(at: string, offsetMinutes: number): string {
  return new Date(Date.parse(at) + offsetMinutes * MINUTE).toISOString().slice(11, 16);
}
