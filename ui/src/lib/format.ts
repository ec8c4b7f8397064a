// Numbers, money, days and times as people read them, in the current language and in the book's own time.
// Money is full in documents and details, rounded with a word elsewhere; a bare "M" is never shown, because it means
// 10^9 in Indonesian and 10^6 in English. Deliberately absent: `Temporal`, which WebKitGTK does not have.

import { language, t } from './i18n/index.svelte';

/** An amount in minor units of one ISO 4217 currency. */
export interface Money {
  minor: number;
  currency: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NBSP = '\u00a0';

/** Minutes east of UTC that days are counted in: the machine's until the book says its own. */
let offsetMinutes = -new Date().getTimezoneOffset();

/** Takes over the book's own time. */
export function setUtcOffset(minutes: number): void {
  offsetMinutes = minutes;
}

const locale = (): string => (language() === 'id' ? 'id-ID' : 'en-GB');
const cache = new Map<string, Intl.DateTimeFormat>();

function days(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale() + JSON.stringify(options);
  const found = cache.get(key);
  if (found) return found;
  const made = new Intl.DateTimeFormat(locale(), { ...options, timeZone: 'UTC' });
  cache.set(key, made);
  return made;
}

// ------------------------------------------------------------------ numbers and money

/** A whole or decimal number with the language's grouping: `4.218`, `4,218`. */
export function number(value: number, fraction = 0): string {
  return new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', { maximumFractionDigits: fraction }).format(value);
}

/** A percentage that is already a number out of hundred: `46%`. */
export function percent(value: number): string {
  return `${number(value)}%`;
}

const ZERO = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '));
const THREE = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Minor-unit digits of a currency by ISO 4217. */
export function minorDigits(currency: string): number {
  return ZERO.has(currency) ? 0 : THREE.has(currency) ? 3 : 2;
}

function major(money: Money): number {
  return money.minor / 10 ** minorDigits(money.currency);
}

function symbolParts(currency: string, digits: number): (value: number) => Intl.NumberFormatPart[] {
  const format = new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  });
  return (value) => format.formatToParts(value);
}

/** The whole amount: `Rp 148.529.100` or `Rp 148,529,100`; rupiah without decimals. */
export function money(amount: Money): string {
  const digits = amount.currency === 'IDR' ? 0 : minorDigits(amount.currency);
  return symbolParts(amount.currency, digits)(major(amount)).map((part) => part.value).join('');
}

/** The amount rounded to three figures with its word: `Rp 148 juta`, `Rp 2.15 billion`. Below a thousand it is whole. */
export function moneyRounded(amount: Money): string {
  const value = major(amount);
  if (Math.abs(value) < 1000) return money(amount);
  const rounded = new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', {
    notation: 'compact',
    compactDisplay: 'long',
    maximumSignificantDigits: 3
  }).format(value);
  const parts = symbolParts(amount.currency, 0)(value);
  const inner = new Set(['integer', 'group', 'decimal', 'fraction', 'minusSign']);
  let placed = false;
  return parts
    .map((part) => {
      if (!inner.has(part.type)) return part.value;
      if (placed) return '';
      placed = true;
      return rounded.replace(' ', NBSP);
    })
    .join('');
}

/** The rounded amount with its word but without its currency, where that is clear: `720 million`. */
export function amountRounded(amount: Money): string {
  return new Intl.NumberFormat(language() === 'id' ? 'id-ID' : 'en-US', { notation: 'compact', compactDisplay: 'long', maximumSignificantDigits: 3 }).format(major(amount)).replace(' ', NBSP);
}

/** The whole amount without its currency, for a field: `148.529.100`. */
export function amountText(amount: Money): string {
  return number(major(amount), minorDigits(amount.currency));
}

/** An amount as typed in the present language (`1.500.000,50`) in the form the book reads: `1500000.50`. */
export function plainAmount(text: string): string {
  const bare = text.replace(/[\s\u00a0\u202f]/g, '');
  return language() === 'id' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
}

// ------------------------------------------------------------------ days and times

/** A day or instant as milliseconds on the book's own clock, to be read as if it were UTC. */
function local(when: string | number | Date): number {
  if (typeof when === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(when)) return Date.parse(`${when}T00:00:00Z`);
  const at = typeof when === 'string' ? Date.parse(when) : Number(when);
  return at + offsetMinutes * MINUTE;
}

function dayNumber(when: string | number | Date): number {
  return Math.floor(local(when) / DAY);
}

/** Whole days from today to that day: 0 today, 1 tomorrow, -1 yesterday. */
export function daysFromToday(when: string | number | Date, now: number = Date.now()): number {
  return dayNumber(when) - dayNumber(now);
}

/** The day as it stands in a calendar: `25 Nov`, in another year `12 Jan 2027`. */
export function date(when: string | number | Date, now: number = Date.now()): string {
  const at = local(when);
  const sameYear = new Date(at).getUTCFullYear() === new Date(local(now)).getUTCFullYear();
  const text = days({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
  // Some engines write the English September with four letters.
  return text.replace('Sept', 'Sep');
}

/** The day with its year: `25 Nov 2026`. */
export function dateFull(when: string | number | Date): string {
  return days({ day: 'numeric', month: 'short', year: 'numeric' }).format(local(when)).replace('Sept', 'Sep');
}

/** Weekday and day in full: `Rabu, 25 November`. */
export function weekdayDate(when: string | number | Date): string {
  return days({ weekday: 'long', day: 'numeric', month: 'long' }).format(local(when)).replace(/^(\p{L}+) /u, '$1, ');
}

/** The time: `15.00` in Indonesian, `15:00` in English. */
export function time(when: string | number | Date): string {
  return days({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(local(when));
}

/** The day as people say it: today, tomorrow, yesterday, the weekday within seven days, else the date. */
export function day(when: string | number | Date, now: number = Date.now()): string {
  const words = t().words;
  const away = daysFromToday(when, now);
  if (away === 0) return words.today;
  if (away === 1) return words.tomorrow;
  if (away === -1) return words.yesterday;
  if (away === 2 && words.dayAfterTomorrow) return words.dayAfterTomorrow;
  if (away > 1 && away < 7) return days({ weekday: 'short' }).format(local(when));
  return date(when, now);
}

/** `day` with a capital, for the start of a line or a cell. */
export function dayCapital(when: string | number | Date, now: number = Date.now()): string {
  const text = day(when, now);
  return text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);
}

/** Day and time: `today 15:00`, `lusa 09.00`, `7 Nov 10.00`. */
export function dayTime(when: string | number | Date, now: number = Date.now()): string {
  return `${day(when, now)} ${time(when)}`;
}

/** How long ago, short: `just now`, `6 min`, `3 h`, then the day. */
export function ago(when: string | number | Date, now: number = Date.now()): string {
  const words = t().words;
  const passed = now - (typeof when === 'string' ? Date.parse(when) : Number(when));
  if (passed < MINUTE) return words.justNow;
  if (passed < HOUR) return words.minutesAgo({ n: Math.floor(passed / MINUTE) });
  if (passed < 12 * HOUR && daysFromToday(when, now) === 0) return words.hoursAgo({ n: Math.floor(passed / HOUR) });
  return day(when, now);
}

/** How many days ago, for a column: `Today`, `Yesterday`, `4 days`. */
export function daysAgo(when: string | number | Date, now: number = Date.now()): string {
  const words = t().words;
  const passed = -daysFromToday(when, now);
  if (passed <= 0) return words.Today;
  if (passed === 1) return words.Yesterday;
  return words.days({ n: passed });
}

/** Which day of an event it is today, from 1; `undefined` outside of it. */
export function eventDay(startsOn: string | null, endsOn: string | null, now: number = Date.now()): number | undefined {
  if (!startsOn) return undefined;
  const passed = -daysFromToday(startsOn, now);
  const left = daysFromToday(endsOn ?? startsOn, now);
  return passed >= 0 && left >= 0 ? passed + 1 : undefined;
}

/** A span of days: `28 Dec to 9 Feb`. */
export function range(from: string, to: string, now: number = Date.now()): string {
  // The year is said once where both ends have the same one.
  const first = from.slice(0, 4) === to.slice(0, 4) ? days({ day: 'numeric', month: 'short' }).format(local(from)).replace('Sept', 'Sep') : date(from, now);
  return t().board.range({ from: first, to: date(to, now) });
}

// ------------------------------------------------------------------ people and places

/** The letters of an avatar: the first of the first and of the last word. */
export function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => /\p{L}/u.test(word) && !word.endsWith('.'));
  const first = words[0]?.match(/\p{L}/u)?.[0] ?? '';
  const last = words.length > 1 ? (words[words.length - 1]?.match(/\p{L}/u)?.[0] ?? '') : '';
  return (first + last).toLocaleUpperCase(locale());
}

/** The name of a country by its ISO 3166 code. */
export function country(code: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The name of a currency: from the dictionary where it has one, else from the system. */
export function currencyName(code: string): string {
  const own: Record<string, string> = t().words.currencies;
  try {
    return own[code] ?? new Intl.DisplayNames([locale()], { type: 'currency' }).of(code) ?? code;
  } catch {
    return code;
  }
}
