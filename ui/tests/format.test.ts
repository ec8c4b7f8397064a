import { beforeEach, describe, expect, test } from 'vitest';
import { ago, amountText, date, day, dayTime, daysAgo, eventDay, initials, money, moneyRounded, number, plainAmount, setUtcOffset, time, weekdayDate } from '../src/lib/format';
import { setLanguage, systemLanguage, type Language } from '../src/lib/i18n/index.svelte';

// A Wednesday, 10:00 in Jakarta.
const now = Date.parse('2026-11-25T03:00:00Z');
const idr = (major: number) => ({ minor: major * 100, currency: 'IDR' });
const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

beforeEach(() => setUtcOffset(7 * 60));

describe.each<[Language, Record<string, string>]>([
  ['id', { full: 'Rp 148.529.100', juta: 'Rp 148 juta', miliar: 'Rp 2,15 miliar', small: 'Rp 950', number: '4.218', time: '15.00', today: 'hari ini', tomorrow: 'besok', after: 'lusa', friday: 'Sab', month: '25 Des', year: '12 Jan 2027', weekday: 'Rabu, 25 November', minutes: '6 mnt', now: 'baru saja', days: '4 hari' }],
  ['en', { full: 'Rp 148,529,100', juta: 'Rp 148 million', miliar: 'Rp 2.15 billion', small: 'Rp 950', number: '4,218', time: '15:00', today: 'today', tomorrow: 'tomorrow', after: 'Fri', friday: 'Sat', month: '25 Dec', year: '12 Jan 2027', weekday: 'Wednesday, 25 November', minutes: '6 min', now: 'just now', days: '4 days' }]
])('%s', (language, want) => {
  beforeEach(() => setLanguage(language));

  test('money is whole in details and rounded with a word elsewhere', () => {
    expect(plain(money(idr(148_529_100)))).toBe(want['full']);
    expect(plain(moneyRounded(idr(148_000_000)))).toBe(want['juta']);
    expect(plain(moneyRounded(idr(2_150_000_000)))).toBe(want['miliar']);
    expect(plain(moneyRounded(idr(950)))).toBe(want['small']);
  });

  test('a bare M is never shown', () => {
    for (let zeros = 3; zeros < 16; zeros++) {
      for (const currency of ['IDR', 'USD', 'JPY', 'EUR']) {
        expect(moneyRounded({ minor: 1234567 * 10 ** (zeros - 3), currency })).not.toMatch(/\d\s*[MBKT]\b/);
      }
    }
  });

  test('numbers, days and times', () => {
    expect(number(4218)).toBe(want['number']);
    expect(time('2026-11-25T08:00:00Z')).toBe(want['time']);
    expect(day('2026-11-25', now)).toBe(want['today']);
    expect(dayTime('2026-11-26T08:00:00Z', now)).toBe(`${want['tomorrow']} ${want['time']}`);
    expect(day('2026-11-27', now)).toBe(want['after']);
    expect(day('2026-11-28', now)).toBe(want['friday']);
    expect(day('2026-12-25', now)).toBe(want['month']);
    expect(date('2027-01-12', now)).toBe(want['year']);
    expect(weekdayDate('2026-11-25')).toBe(want['weekday']);
  });

  test('how long ago', () => {
    expect(ago(new Date(now - 20_000), now)).toBe(want['now']);
    expect(ago(new Date(now - 6 * 60_000), now)).toBe(want['minutes']);
    expect(daysAgo('2026-11-21', now)).toBe(want['days']);
  });

  test('an amount in a field goes out and comes back', () => {
    for (const amount of [idr(1_500_000), { minor: 9990, currency: 'USD' }, { minor: 500, currency: 'JPY' }]) {
      const digits = amount.currency === 'JPY' ? 0 : 2;
      expect(Number(plainAmount(amountText(amount)))).toBe(amount.minor / 10 ** digits);
    }
  });
});

test('days are counted on the clock of the book, not of the machine', () => {
  setLanguage('en');
  const late = '2026-11-25T18:30:00Z';
  expect(day(late, now)).toBe('tomorrow');
  setUtcOffset(0);
  expect(day(late, now)).toBe('today');
});

test('the day of an event is counted from its first day, and only inside of it', () => {
  expect(eventDay('2026-11-24', '2026-11-26', now)).toBe(2);
  expect(eventDay('2026-11-25', null, now)).toBe(1);
  expect(eventDay('2026-11-26', '2026-11-28', now)).toBeUndefined();
  expect(eventDay('2026-11-20', '2026-11-24', now)).toBeUndefined();
  expect(eventDay(null, null, now)).toBeUndefined();
});

test('initials leave titles out and know names of one word', () => {
  expect(initials('Ir. Bambang Irawan')).toBe('BI');
  expect(initials('Slamet')).toBe('S');
  expect(initials('  ')).toBe('');
});

test('the language of the system is taken when we have it', () => {
  expect(systemLanguage(['in-ID', 'en'])).toBe('id');
  expect(systemLanguage(['fr-FR', 'id-ID'])).toBe('id');
  expect(systemLanguage(['fr-FR'])).toBe('en');
});
