// Instants and days for presets ("tomorrow 09:00", "in 30 days"), in the book's own time.
// Deliberately absent: whether something is late. The book says that.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The hour at which a day's work starts, for presets without a time. */
export const MORNING = 9;

/** Midnight that began today, as milliseconds on the book's own clock read as if it were UTC. */
function today(offset: number, now: number): number {
  return Math.floor((now + offset * MINUTE) / DAY) * DAY;
}

/** An instant on the day `days` from today, at `hour`, as ISO text. */
export function dayAt(days: number, offset: number, hour = MORNING, now = Date.now()): string {
  return new Date(today(offset, now) + days * DAY + hour * HOUR - offset * MINUTE).toISOString();
}

/** Days from today to the next Monday: 1 to 7. */
export function daysToMonday(offset: number, now = Date.now()): number {
  const weekday = new Date(today(offset, now)).getUTCDay();
  return (8 - weekday) % 7 || 7;
}

/** An instant so many hours from now, to the minute. */
export function hoursFromNow(hours: number, now = Date.now()): string {
  return new Date(Math.floor((now + hours * HOUR) / MINUTE) * MINUTE).toISOString();
}

/** The day `days` from today as ISO text: `2026-12-24`. */
export function isoDay(days: number, offset: number, now = Date.now()): string {
  return new Date(today(offset, now) + days * DAY).toISOString().slice(0, 10);
}

/** A day and a time of the book as an instant; empty when one of them cannot be read. */
export function instant(day: string, time: string, offset: number): string {
  const at = Date.parse(`${day}T${time || `0${MORNING}:00`}:00Z`);
  return Number.isNaN(at) ? '' : new Date(at - offset * MINUTE).toISOString();
}

/** The day and time of an instant on the book's clock, for fields. */
export function fieldsOf(at: string, offset: number): { day: string; time: string } {
  const text = new Date(Date.parse(at) + offset * MINUTE).toISOString();
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}
