import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { expect, test, vi } from 'vitest';
import { PAGE, Pages } from '../src/state/pages.svelte';
import ListUnderTest from './ListUnderTest.svelte';

const settle = async (): Promise<void> => {
  await new Promise((done) => setTimeout(done, 0));
  flushSync();
};
const rows = (offset: number, limit: number, word = 'row'): string[] => Array.from({ length: limit }, (_, at) => `${word} ${offset + at}`);

test('only pages in sight are asked for, each once', async () => {
  const load = vi.fn(async (offset: number, limit: number) => rows(offset, limit));
  const pages = new Pages(load);
  pages.want(0, 20);
  pages.want(5, 25);
  await settle();
  pages.want(0, 20);
  expect(load.mock.calls).toEqual([[0, PAGE]]);
  pages.want(190, 210);
  await settle();
  expect(load.mock.calls).toEqual([[0, PAGE], [PAGE, PAGE]]);
  expect(pages.at(205)).toBe('row 205');
});

test('while a changed list is loaded again the old rows stay', async () => {
  let word = 'old';
  const pages = new Pages(async (offset, limit) => rows(offset, limit, word));
  pages.want(0, 10);
  await settle();
  word = 'new';
  pages.refresh();
  expect(pages.at(3)).toBe('old 3');
  await settle();
  expect(pages.at(3)).toBe('new 3');
});

test('an answer that was overtaken by another list is dropped', async () => {
  let answerOld: (rows: string[]) => void = () => undefined;
  const pages = new Pages<string>(() => new Promise((done) => (answerOld = done)));
  pages.want(0, 10);
  pages.reset(async (offset, limit) => rows(offset, limit, 'new'));
  pages.want(0, 10);
  await settle();
  answerOld(rows(0, PAGE, 'old'));
  await settle();
  expect(pages.at(0)).toBe('new 0');
});

test('a failed page is told and can be asked for again', async () => {
  let broken = true;
  const told = vi.fn();
  const pages = new Pages(async (offset, limit) => {
    if (broken) throw new Error('busy');
    return rows(offset, limit);
  }, told);
  pages.want(0, 10);
  await settle();
  expect(told).toHaveBeenCalledTimes(1);
  broken = false;
  pages.want(0, 10);
  await settle();
  expect(pages.at(0)).toBe('row 0');
});

test('pages far from sight are forgotten', async () => {
  const pages = new Pages(async (offset, limit) => rows(offset, limit));
  for (let page = 0; page < 60; page++) {
    pages.want(page * PAGE, page * PAGE + 10);
    await settle();
  }
  expect(pages.at(0)).toBeUndefined();
  expect(pages.at(59 * PAGE)).toBe(`row ${59 * PAGE}`);
});

test('a list of 100,000 rows draws few, says its size, and is walked by keyboard', async () => {
  const user = userEvent.setup();
  const onopen = vi.fn();
  render(ListUnderTest, { total: 100_000, load: async (offset: number, limit: number) => rows(offset, limit), onopen });
  await settle();
  const grid = screen.getByRole('grid', { name: 'Contacts' });
  expect(grid).toHaveAttribute('aria-rowcount', '100001');
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  grid.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(grid.getAttribute('aria-activedescendant')).toMatch(/-1$/);
  await user.keyboard('{Enter}');
  expect(onopen).toHaveBeenCalledWith('row 1', 1);
  await user.keyboard('{End}');
  await settle();
  expect(screen.getByText('active 99999')).toBeInTheDocument();
  await user.keyboard('{Home}');
  expect(screen.getByText('active 0')).toBeInTheDocument();
});
