// Proposed days and times of forms, on the book's own clock. What is late or idle is said by the book.

import { book } from '../state/book.svelte';

const DAY = 86_400_000;

function offset(): number {
  return (book.settings?.utcOffsetMinutes ?? 0) * 60_000;
}

/** The day so many days from now, as ISO text. */
export function inDays(n: number, now: number = Date.now()): string {
  return new Date(now + offset() + n * DAY).toISOString().slice(0, 10);
}

/** That day at that time of the book's clock, as an instant. */
export function at(day: string, time: string = '09:00'): string {
  return new Date(Date.parse(`${day}T${time || '09:00'}:00Z`) - offset()).toISOString();
}

/** The day of the book's clock on which an instant falls. */
export function dayOf(instant: string): string {
  return new Date(Date.parse(instant) + offset()).toISOString().slice(0, 10);
}

/** The time of the book's clock of an instant: `09:00`. */
export function timeOf(instant: string): string {
  return new Date(Date.parse(instant) + offset()).toISOString().slice(11, 16);
}

/** The next Monday, never today. */
export function nextMonday(now: number = Date.now()): string {
  const weekday = new Date(now + offset()).getUTCDay();
  return inDays(((8 - weekday) % 7) || 7, now);
}

/** An instant so many hours from now, to the minute. */
export function inHours(n: number, now: number = Date.now()): string {
  return new Date(Math.floor((now + n * 3_600_000) / 60_000) * 60_000).toISOString();
}
