import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test } from 'vitest';
import type { ContactsRequest } from '../src/lib/api';
import { ContactList } from '../src/places/contacts/state.svelte';

const asked: ContactsRequest[] = [];

/** A book of so many contacts, named by their place. */
function book(total: number): void {
  asked.length = 0;
  mockIPC((cmd, args) => {
    if (cmd !== 'contacts_page') return null;
    const request = (args as { request: ContactsRequest }).request;
    asked.push(request);
    const offset = request.offset ?? 0;
    const rows = Array.from({ length: Math.max(0, Math.min(request.limit ?? 0, total - offset)) }, (_, at) => ({ contact: `c${offset + at}`, name: `Person ${offset + at}` }));
    return { total, rows };
  });
}
afterEach(() => clearMocks());

test('the first page serves the list; the same question again keeps the list and its place', async () => {
  book(1000);
  const list = new ContactList();
  await list.look(list.request());
  expect([list.total, list.ready, list.active]).toEqual([1000, true, 0]);
  const { load } = list;
  expect(await load(0, 200)).toHaveLength(200);
  expect(asked).toHaveLength(1);
  list.active = 500;
  await list.look(list.request());
  expect(list.load).toBe(load);
  expect([list.version, list.active]).toEqual([1, 500]);
});

test('what came while nobody looked is not answered from before', async () => {
  book(0);
  const list = new ContactList();
  await list.look(list.request());
  // An import fills the book before the list is drawn for the first time.
  book(2);
  await list.look(list.request());
  expect(await list.load(0, 200)).toHaveLength(2);
});

test('another question is another list and drops the selection', async () => {
  book(1000);
  const list = new ContactList();
  await list.look(list.request());
  const { load } = list;
  list.toggle('c3', 3);
  list.filter.text = ' santo ';
  await list.look(list.request());
  expect(list.load).not.toBe(load);
  expect(asked.at(-1)).toMatchObject({ text: 'santo', offset: 0 });
  expect([list.active, list.selected.size]).toEqual([0, 0]);
});

test('a late answer of an older question is dropped', async () => {
  const waiting: ((page: unknown) => void)[] = [];
  mockIPC(() => new Promise((done) => waiting.push(done)));
  const list = new ContactList();
  const first = list.look({ text: 'a' });
  const second = list.look({ text: 'ab' });
  waiting[1]?.({ total: 2, rows: [] });
  await second;
  waiting[0]?.({ total: 99, rows: [] });
  await first;
  expect(list.total).toBe(2);
});

test('a range is selected from where it began, also over rows that were never in sight', async () => {
  book(5000);
  const list = new ContactList();
  await list.look(list.request());
  list.toggle('c1200', 1200);
  await list.extend(100);
  expect(list.selected.size).toBe(1101);
  expect(list.selected.has('c100') && list.selected.has('c1200')).toBe(true);
  expect(asked.every((one) => (one.limit ?? 0) <= 500)).toBe(true);
  await list.extend(1202);
  expect([...list.selected]).toEqual(['c1200', 'c1201', 'c1202']);
  list.clearSelection();
  expect(list.selected.size).toBe(0);
});

test('what counts as filtered', () => {
  const list = new ContactList();
  list.filter.sort = 'name';
  expect(list.filtered).toBe(false);
  list.filter.text = '  ';
  expect(list.filtered).toBe(false);
  list.filter.temperature = 'hot';
  expect(list.filtered).toBe(true);
});
