import { expect, test } from 'vitest';
import { matches } from '../src/frame/commands';
import { railCount } from '../src/frame/rail';
import { hashOf, parseHash, places } from '../src/state/router.svelte';

test('every place and its parameters survive the address', () => {
  for (const place of places) {
    const params = { id: 'a b/ç&=', q: '+62 812' };
    expect(parseHash(hashOf(place, params))).toEqual({ place, params });
  }
});

test('an address that is not ours is Capture', () => {
  expect(parseHash('#/nowhere?x=1')).toEqual({ place: 'capture', params: {} });
  expect(parseHash('')).toEqual({ place: 'capture', params: {} });
});

test('commands are found by parts of words, whatever case and accents', () => {
  expect(matches('Impor kontak', 'KON imp')).toBe(true);
  expect(matches('Résumé', 'resume')).toBe(true);
  expect(matches('Setelan', 'kontak')).toBe(false);
});

test('counts stand beside places only when there is something', () => {
  const counts = { cardsToday: 0, open: 120, due: 7, late: 2, contacts: 4218, toType: 0 };
  expect(railCount('capture', counts)).toBeUndefined();
  expect(railCount('today', counts)).toEqual({ n: 7, alert: true });
  expect(railCount('today', { ...counts, late: 0 })).toEqual({ n: 7, alert: false });
});
