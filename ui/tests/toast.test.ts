import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import { attempt, status, TOAST_MS } from '../src/state/toast.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  setLanguage('en');
});
afterEach(() => {
  status.clear();
  status.dismiss();
  vi.useRealTimers();
});

test('a toast stays eight seconds', () => {
  status.show({ text: 'Budi saved' });
  vi.advanceTimersByTime(TOAST_MS - 1);
  expect(status.toast?.text).toBe('Budi saved');
  vi.advanceTimersByTime(1);
  expect(status.toast).toBeUndefined();
});

test('pointing at it stops the clock, and it runs on from there', () => {
  status.show({ text: 'Budi saved' });
  vi.advanceTimersByTime(6000);
  status.hold();
  status.hold();
  vi.advanceTimersByTime(60_000);
  status.release();
  vi.advanceTimersByTime(60_000);
  expect(status.toast).toBeDefined();
  status.release();
  vi.advanceTimersByTime(1999);
  expect(status.toast).toBeDefined();
  vi.advanceTimersByTime(1);
  expect(status.toast).toBeUndefined();
});

test('the next toast takes the place of the first, with its own time', () => {
  status.show({ text: 'one' });
  vi.advanceTimersByTime(7000);
  status.show({ text: 'two' });
  vi.advanceTimersByTime(7000);
  expect(status.toast?.text).toBe('two');
});

test('undo runs once and says what was undone', async () => {
  const undo = vi.fn(async () => undefined);
  status.show({ text: 'Budi saved', undo });
  expect(await status.undo()).toBe(true);
  expect(undo).toHaveBeenCalledTimes(1);
  expect(status.toast?.text).toBe('Undone: Budi saved');
  expect(await status.undo()).toBe(false);
});

test('a failed undo shows its reason and loses nothing silently', async () => {
  status.show({ text: 'Budi saved', undo: () => Promise.reject({ code: 'cannotUndo' }) });
  await status.undo();
  expect(status.problem?.text).toBe('This cannot be undone.');
});

test('a problem stays until it is dismissed', () => {
  status.fail({ code: 'diskFull' });
  vi.advanceTimersByTime(10 * TOAST_MS);
  expect(status.problem?.text).toContain('The disk is full');
  status.dismiss();
  expect(status.problem).toBeUndefined();
});

test('an attempt can be tried again from the bar', async () => {
  let full = true;
  const run = vi.fn(async () => {
    if (full) throw { code: 'diskFull' };
    return 'saved';
  });
  expect(await attempt(run)).toBeUndefined();
  full = false;
  status.problem?.act.saveAgain?.();
  expect(run).toHaveBeenCalledTimes(2);
});

test('the same sentence is said again', () => {
  status.say('moved');
  const first = status.said.turn;
  status.say('moved');
  expect(status.said.turn).toBe(first + 1);
});
