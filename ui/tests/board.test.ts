import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type Board as BoardOfBook, type Card, type MoveOutcome } from '../src/lib/api';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import Board from '../src/places/board/Board.svelte';
import { columnsBeside, columnsOf, isBack, openOf, stageBefore, stageFor } from '../src/places/board/boardView';
import { cardMenu } from '../src/places/board/cardMenu';
import { memory } from '../src/places/board/memory.svelte';
import { Moves } from '../src/places/board/moves.svelte';
import { stepText } from '../src/places/board/step';
import { handleKey } from '../src/state/keys.svelte';
import { router } from '../src/state/router.svelte';
import { boardOf, cardOf, gateOf, itemOf, reportOf, stages, viewOf } from './support/board';

const rupiah = (millions: number) => ({ minor: millions * 100_000_000, currency: 'IDR' });
let book: BoardOfBook;
let asked: Parameters<typeof api.boardGet>[0][];

beforeEach(() => {
  setLanguage('en');
  localStorage.clear();
  vi.restoreAllMocks();
  memory.clear();
  memory.view = 'levels';
  memory.perStage = 50;
  asked = [];
  book = boardOf([cardOf('a', 'captured'), cardOf('b', 'captured'), cardOf('q', 'qualified', { amount: rupiah(45) }), cardOf('e', 'engaged', { percent: 20, amount: rupiah(100) }), cardOf('w', 'customer', { amount: rupiah(60) })], { nurture: 2, needsAction: 3 });
  vi.spyOn(api, 'boardGet').mockImplementation(async (request) => {
    asked.push(request);
    return book;
  });
  window.addEventListener('keydown', handleKey);
  return () => window.removeEventListener('keydown', handleKey);
});

const cardNamed = (name: string): HTMLElement => screen.getByRole('group', { name: new RegExp(`^Name ${name},`) });
const moved = (card: Card): { value: MoveOutcome; note: null } => ({ value: { kind: 'moved', card }, note: null });

test('levels are columns with their stages; open numbers leave out what is won', () => {
  const columns = columnsOf(book, 'levels', 'IDR');
  expect(columns.map((column) => [column.key, column.count])).toEqual([['lead', 2], ['qualified_lead', 1], ['prospect', 1], ['customer', 1]]);
  expect(openOf(book, 'IDR')).toEqual({ count: 4, amount: rupiah(145) });
  expect(columnsOf(book, 'stages', 'IDR').map((column) => column.key)).toEqual(stages.map((stage) => stage.key));
});

test('a stage that is off shows only while cards stand at it', () => {
  const off = boardOf([cardOf('e', 'exploring')]);
  off.funnel.stages = off.funnel.stages.map((stage) => ({ ...stage, on: stage.key !== 'exploring' && stage.key !== 'ready' }));
  expect(columnsOf(off, 'stages', 'IDR').map((column) => column.key)).toEqual(['captured', 'qualified', 'engaged', 'exploring', 'customer']);
});

test('a card dropped on a column goes to its next stage when that lies there, else to the first', () => {
  const [lead, , prospect] = columnsOf(book, 'levels', 'IDR');
  expect(stageFor(lead!, cardOf('a', 'captured'))).toBe('ready');
  expect(stageFor(prospect!, cardOf('a', 'captured'))).toBe('engaged');
  expect(stageBefore(book, cardOf('q', 'qualified'))?.key).toBe('ready');
  expect(stageBefore(book, cardOf('a', 'captured'))).toBeUndefined();
  expect(isBack(book, cardOf('e', 'engaged'), 'ready')).toBe(true);
  expect(columnsBeside(columnsOf(book, 'levels', 'IDR'), 'engaged', 2).map((column) => column.key)).toEqual(['prospect', 'customer']);
});

test('late is said before idle, idle before what is planned', () => {
  const step = { kind: 'activity', id: 'x', activity: 'call', preset: null, subject: '', dueAt: '2026-11-20T02:00:00Z', daysLate: 2 } as const;
  const idle = { lastTouch: '', idleDays: 6, limit: 5, state: 'red', pausedUntil: null } as const;
  expect(stepText(cardOf('a', 'captured', { nextStep: step, staleness: idle }))).toBe('Late 2 d · Call');
  expect(stepText(cardOf('a', 'captured', { staleness: idle }))).toBe('Idle 6 d · nothing planned');
});

test('the board has no finding of axe', async () => {
  const { container } = render(Board);
  await screen.findByRole('group', { name: /Name a/ });
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
});

test('arrows go from card to card and from column to column; one card takes the Tab key', async () => {
  const user = userEvent.setup();
  render(Board);
  (await screen.findByRole('group', { name: /Name a/ })).focus();
  await user.keyboard('{ArrowDown}');
  expect(cardNamed('b')).toHaveFocus();
  await user.keyboard('{ArrowRight}');
  expect(cardNamed('q')).toHaveFocus();
  await user.keyboard('{ArrowRight}{ArrowLeft}{ArrowLeft}');
  expect(document.activeElement).toHaveAttribute('data-card');
  expect(document.querySelectorAll('[data-card][tabindex="0"]')).toHaveLength(1);
});

test('one key moves a card, says so, and keeps the focus on it', async () => {
  const user = userEvent.setup();
  const move = vi.spyOn(api, 'opportunityMove').mockImplementation(async () => {
    book = boardOf([cardOf('a', 'captured'), cardOf('b', 'ready'), ...book.cards.slice(2)]);
    return moved(cardOf('b', 'ready'));
  });
  render(Board);
  (await screen.findByRole('group', { name: /Name b/ })).focus();
  await user.keyboard(']');
  await waitFor(() => expect(within(screen.getByRole('region', { name: 'ready' })).getByRole('group', { name: /Name b/ })).toHaveFocus());
  expect(move.mock.calls[0]?.[0]).toMatchObject({ opportunity: 'b', to: null, answers: [], reason: '' });
});

test('a gate that is not met opens its sheet in place, and Esc gives the focus back', async () => {
  const user = userEvent.setup();
  const report = gateOf([reportOf(itemOf('who'))]);
  vi.spyOn(api, 'gateGet').mockResolvedValue(viewOf(report.items));
  vi.spyOn(api, 'opportunityMove').mockResolvedValue({ value: { kind: 'refused', refusal: { kind: 'gate', detail: report }, card: cardOf('e', 'engaged') }, note: null });
  render(Board);
  (await screen.findByRole('group', { name: /Name e/ })).focus();
  await user.keyboard(']');
  expect(await screen.findByRole('heading', { name: 'To exploring' })).toBeVisible();
  await waitFor(() => expect(document.activeElement?.closest('[data-item="who"]')).not.toBeNull());
  await user.keyboard('{Escape}');
  await waitFor(() => expect(cardNamed('e')).toHaveFocus());
  expect(screen.queryByRole('heading', { name: 'To exploring' })).toBeNull();
});

test('back asks for a reason before anything is sent', async () => {
  const user = userEvent.setup();
  const move = vi.spyOn(api, 'opportunityMove').mockResolvedValue(moved(cardOf('e', 'qualified')));
  render(Board);
  (await screen.findByRole('group', { name: /Name e/ })).focus();
  await user.keyboard('[[');
  await user.type(await screen.findByLabelText('Reason'), 'wrong person{Enter}');
  await waitFor(() => expect(move).toHaveBeenCalledOnce());
  expect(move.mock.calls[0]?.[0]).toMatchObject({ opportunity: 'e', to: 'qualified', reason: 'wrong person' });
});

test('the menu of a card offers what its status allows', () => {
  const moves = new Moves(
    () => book,
    async () => {}
  );
  const labels = (card: Card): string[] => cardMenu(card, book, moves).flatMap((item) => (item.kind === 'line' || item.kind === 'heading' ? [] : [item.label]));
  expect(labels(cardOf('a', 'captured'))).toEqual(['Open', 'New step', 'Call', 'Copy WhatsApp link', 'What is missing', 'ready', 'qualified', 'engaged', 'exploring', 'customer', 'Park…', 'Disqualify…']);
  expect(labels(cardOf('e', 'engaged'))).toContain('Lost…');
  expect(labels(cardOf('w', 'customer')).at(-1)).toBe('Order cancelled…');
  expect(labels(cardOf('n', 'ready', { status: 'nurture' })).at(-1)).toBe('Back to work');
  expect(labels(cardOf('x', 'ready', { status: 'lost' })).at(-1)).toBe('Open again…');
});

test('a stage asks for what is right: forward moves, back a reason, a closed one is opened again', async () => {
  const move = vi.spyOn(api, 'opportunityMove').mockResolvedValue(moved(cardOf('a', 'ready')));
  const moves = new Moves(
    () => book,
    async () => {}
  );
  moves.to(cardOf('a', 'captured'), 'ready');
  await waitFor(() => expect(move).toHaveBeenCalledOnce());
  moves.to(cardOf('e', 'engaged'), 'ready');
  expect(moves.dialog).toMatchObject({ exit: 'back', to: 'ready' });
  moves.drop(cardOf('x', 'ready', { status: 'lost' }), 'stage:engaged');
  expect(moves.dialog).toMatchObject({ exit: 'reopen' });
  moves.drop(cardOf('e', 'engaged'), 'exit:disqualified');
  expect(moves.dialog).toMatchObject({ exit: 'disqualify' });
  expect(move).toHaveBeenCalledOnce();
});

test('filters and views ask the book again; a drop target is a filter too', async () => {
  const user = userEvent.setup();
  render(Board);
  await screen.findByRole('group', { name: /Name a/ });
  await user.click(screen.getByRole('button', { name: /Needs action/ }));
  await waitFor(() => expect(asked.at(-1)?.needsAction).toBe(true));
  await user.click(screen.getByRole('button', { name: /Nurture 2/ }));
  await waitFor(() => expect(asked.at(-1)?.status).toBe('nurture'));
  expect(screen.getByRole('button', { name: /Nurture 2/ })).toHaveAttribute('aria-pressed', 'true');
  await user.click(screen.getByRole('button', { name: 'Table' }));
  expect(screen.getAllByRole('row')).toHaveLength(6);
});

test('a stage with more cards than shown offers the next fifty', async () => {
  book.totals[0] = { stage: 'captured', count: 120, amount: rupiah(0) };
  const user = userEvent.setup();
  render(Board);
  await user.click(await screen.findByRole('button', { name: 'Show 50 more' }));
  await waitFor(() => expect(asked.at(-1)?.perStage).toBe(100));
});

test('an empty book says what comes next; a filter that finds nothing offers to be cleared', async () => {
  book = boardOf([]);
  const user = userEvent.setup();
  const { unmount } = render(Board);
  expect(await screen.findByText('No one is on the way yet')).toBeVisible();
  unmount();
  memory.mine = true;
  render(Board);
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
  expect(memory.mine).toBe(false);
});

test('Enter opens the contact', async () => {
  const go = vi.spyOn(router, 'go');
  const user = userEvent.setup();
  render(Board);
  (await screen.findByRole('group', { name: /Name a/ })).focus();
  await user.keyboard('{Enter}');
  expect(go).toHaveBeenCalledWith('contact', { id: 'c-a' });
});
