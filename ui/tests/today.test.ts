import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type Today as Day } from '../src/lib/api';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import { at, inHours, nextMonday } from '../src/lib/when';
import { groupsOf, rowWords } from '../src/places/today/rows';
import StepDialog from '../src/places/today/StepDialog.svelte';
import Today from '../src/places/today/Today.svelte';
import { handleKey } from '../src/state/keys.svelte';
import { router } from '../src/state/router.svelte';
import { cardOf, rowOf } from './support/board';

let day: Day;

beforeEach(() => {
  setLanguage('en');
  vi.restoreAllMocks();
  day = { day: '2026-11-24', late: [rowOf('l', { daysLate: 2 })], today: [rowOf('t')], week: [rowOf('w')], waiting: [rowOf('g', { activity: null, item: { item: 'who', text: { id: 'Siapa', en: 'Who decides' } }, card: cardOf('g', 'engaged') })], toType: [], done: [], withoutStep: 0 };
  vi.spyOn(api, 'todayGet').mockImplementation(async () => day);
  vi.spyOn(api, 'contactGet').mockRejectedValue({ code: 'notFound' });
  window.addEventListener('keydown', handleKey);
  return () => window.removeEventListener('keydown', handleKey);
});

const row = (name: string): HTMLElement => screen.getByRole('group', { name: new RegExp(name) });

test('a row that was done keeps its place until it is known what comes next', () => {
  const before = groupsOf(day, undefined, 0);
  const kept = { ...before[1]!.lines[0]!, done: true };
  day = { ...day, today: [] };
  const after = groupsOf(day, kept, 0);
  expect(after[1]).toMatchObject({ key: 'today', count: 0, lines: [{ id: 't', done: true }] });
});

test('a row is called by its subject, its preset or its kind, and a gate item by its text', () => {
  expect(rowWords(rowOf('x'))).toBe('Call Name x');
  const { activity } = rowOf('x');
  expect(rowWords(rowOf('x', { activity: { ...activity!, preset: 'credit_check' } }))).toBe('Credit check for Name x');
  expect(rowWords(rowOf('x', { activity: { ...activity!, subject: 'Bring samples' } }))).toBe('Bring samples · Name x');
  expect(rowWords(day.waiting[0]!)).toBe('Who decides · Name g');
});

test('Today has no finding of axe, and lateness is what the book says', async () => {
  const { container } = render(Today);
  await screen.findByRole('heading', { name: /Late/ });
  expect(screen.getByText('2 days')).toBeVisible();
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
});

test('X completes, asks what next in the row, and one key plans it', async () => {
  const user = userEvent.setup();
  const done = vi.spyOn(api, 'activityDone').mockImplementation(async () => {
    day = { ...day, late: [], done: [rowOf('l')] };
    return { value: rowOf('l').activity!, note: null };
  });
  const save = vi.spyOn(api, 'activitySave').mockResolvedValue({ value: rowOf('n').activity!, note: null });
  render(Today);
  await screen.findByRole('heading', { name: /Late/ });
  row('Name l').focus();
  await user.keyboard('x');
  await waitFor(() => expect(screen.getByRole('button', { name: /Call tomorrow/ })).toHaveFocus());
  expect(done.mock.calls[0]?.[0]).toEqual({ activity: 'l', result: '', next: null });
  await user.keyboard('3');
  await waitFor(() => expect(save).toHaveBeenCalledOnce());
  expect(save.mock.calls[0]?.[0]).toMatchObject({ contact: 'c-l', kind: 'visit', dueAt: at(nextMonday()) });
  await waitFor(() => expect(screen.queryByRole('button', { name: /Call tomorrow/ })).toBeNull());
});

test('Esc plans nothing and the focus goes to the next row', async () => {
  const user = userEvent.setup();
  vi.spyOn(api, 'activityDone').mockResolvedValue({ value: rowOf('l').activity!, note: null });
  const save = vi.spyOn(api, 'activitySave');
  render(Today);
  await screen.findByRole('heading', { name: /Late/ });
  await user.click(screen.getByRole('checkbox', { name: 'Done: Call Name l' }));
  await screen.findByRole('group', { name: 'What next?' });
  await user.keyboard('{Escape}');
  await waitFor(() => expect(row('Name t')).toHaveFocus());
  expect(save).not.toHaveBeenCalled();
});

test('S puts off until a time that one key chooses', async () => {
  const user = userEvent.setup();
  const snooze = vi.spyOn(api, 'activitySnooze').mockResolvedValue({ value: rowOf('t').activity!, note: null });
  render(Today);
  await screen.findByRole('heading', { name: /Late/ });
  row('Name t').focus();
  await user.keyboard('s');
  await screen.findByRole('group', { name: 'Snooze' });
  await user.keyboard('1');
  await waitFor(() => expect(snooze).toHaveBeenCalledOnce());
  expect(snooze.mock.calls[0]?.[0].activity).toBe('t');
  expect(Math.abs(Date.parse(snooze.mock.calls[0]![0].until) - Date.parse(inHours(1)))).toBeLessThanOrEqual(60_000);
});

test('arrows go through all groups; Enter opens the contact; a waiting row opens its gate', async () => {
  const user = userEvent.setup();
  const go = vi.spyOn(router, 'go');
  const gate = vi.spyOn(api, 'gateGet').mockRejectedValue({ code: 'notFound' });
  render(Today);
  await screen.findByRole('heading', { name: /Late/ });
  row('Name l').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(row('Name w')).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(go).toHaveBeenCalledWith('contact', { id: 'c-w' });
  await user.click(screen.getAllByRole('button', { name: 'Answer' })[0]!);
  await waitFor(() => expect(gate).toHaveBeenCalledWith({ opportunity: 'g', to: null }));
});

test('nothing due says so and offers what to do', async () => {
  day = { ...day, late: [], today: [], week: [], waiting: [], withoutStep: 9 };
  render(Today);
  expect(await screen.findByRole('heading', { name: 'Nothing due' })).toBeVisible();
  expect(screen.getByText('9 leads have no next step')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Plan them' })).toBeVisible();
});

test('a new step needs a contact that is in the book', async () => {
  const user = userEvent.setup();
  vi.spyOn(api, 'paletteSearch').mockResolvedValue([{ contact: 'c9', name: 'Maria Tobing', company: 'Hotel Danau Biru', reach: '0812', level: 'lead' }]);
  const save = vi.spyOn(api, 'activitySave').mockResolvedValue({ value: rowOf('n').activity!, note: null });
  const onclose = vi.fn();
  render(StepDialog, { onclose });
  const field = screen.getByRole('combobox', { name: 'Contact' });
  await user.type(field, 'Somebody');
  await user.click(screen.getByRole('button', { name: /Plan it/ }));
  expect(await screen.findByText('Choose a contact')).toBeVisible();
  expect(save).not.toHaveBeenCalled();
  await user.clear(field);
  await user.type(field, 'Mar');
  await user.click(await screen.findByRole('option', { name: /Maria Tobing/ }));
  await user.click(screen.getByRole('radio', { name: 'Visit' }));
  await user.click(screen.getByRole('button', { name: 'Monday 09:00' }));
  await user.click(screen.getByRole('button', { name: /Plan it/ }));
  await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
  expect(save.mock.calls[0]?.[0]).toMatchObject({ contact: 'c9', kind: 'visit', done: false, dueAt: at(nextMonday()) });
});
