import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldMark, ReadDraft } from '../src/lib/api';
import { filled, isBlank, wholeDraft } from '../src/lib/draft';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import { CaptureForm, KEEP_MS, newCard } from '../src/places/capture/form.svelte';
import { markOf } from '../src/places/capture/marks';
import { status } from '../src/state/toast.svelte';

type Calls = { cmd: string; request: Record<string, unknown> }[];

/** Answers commands from a table and writes down what was asked. */
function answer(table: Record<string, (request: Record<string, unknown>) => unknown>): Calls {
  const calls: Calls = [];
  mockIPC((cmd, args) => {
    const request = ((args as Record<string, unknown> | undefined)?.['request'] ?? {}) as Record<string, unknown>;
    calls.push({ cmd, request });
    return table[cmd]?.(request) ?? null;
  });
  return calls;
}

beforeEach(() => setLanguage('en'));
afterEach(() => {
  clearMocks();
  vi.useRealTimers();
  status.clear();
  status.dismiss();
});

const read = (name: string, marks: FieldMark[] = []): ReadDraft => ({ draft: { name }, marks });

test('a whole draft has every field and the rows that the form shows', () => {
  const card = wholeDraft({ name: 'Rina', phones: [{ raw: '0812' }] }, { phones: 2, emails: 1, links: 0, addresses: 0 });
  expect(card.phones).toEqual([{ raw: '0812', kind: null, id: null }, { raw: '', kind: null, id: null }]);
  expect(card.emails).toHaveLength(1);
  expect(card.note).toBe('');
  expect(isBlank(card)).toBe(false);
  expect(isBlank(newCard())).toBe(true);
  expect(isBlank({ ...newCard(), temperature: 'hot' })).toBe(false);
});

test('what is typed stays when a text is read into it', () => {
  const typed = { ...newCard(), name: 'Rina M.', note: 'at the booth' };
  typed.phones[0] = { raw: '0812', kind: null, id: null };
  const both = filled(typed, wholeDraft({ name: 'Rina Marlina', givenName: 'Rina', company: 'PT Boga', note: 'Purchasing', phones: [{ raw: '0812' }, { raw: '0813' }] }));
  expect(both).toMatchObject({ name: 'Rina M.', givenName: '', company: 'PT Boga', note: 'at the booth\nPurchasing' });
  expect(both.phones.map((phone) => phone.raw)).toEqual(['0812', '0813']);
});

test.each([
  [0.95, 'from the text', undefined],
  [0.7, 'from the text, likely', undefined],
  [0.3, 'from the text', 'Read with doubt: please check.'],
  [null, 'from the text', undefined]
])('a confidence of %s in words', (confidence, hint, warning) => {
  const mark = markOf(new Map([['name', { field: 'name', text: 'x', confidence }]]), 'name');
  expect(mark.hint).toBe(hint);
  expect(mark.warning).toBe(warning);
  expect(markOf(new Map(), 'name')).toEqual({});
});

test('what is typed is copied once in half a second, not at every key', async () => {
  vi.useFakeTimers();
  const calls = answer({ draft_load: () => null });
  const form = new CaptureForm();
  await form.load();
  for (const text of ['R', 'Ri', 'Rin']) {
    form.card.name = text;
    form.changed();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(calls.filter((call) => call.cmd === 'draft_save')).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(KEEP_MS);
  const saved = calls.filter((call) => call.cmd === 'draft_save');
  expect(saved).toHaveLength(1);
  expect(saved[0]?.request['draft']).toMatchObject({ name: 'Rin' });
  form.changed();
  await vi.advanceTimersByTimeAsync(KEEP_MS * 2);
  expect(calls.filter((call) => call.cmd === 'draft_save')).toHaveLength(1);
});

test('an emptied card is forgotten by the book, not kept as an empty one', async () => {
  const calls = answer({ draft_load: () => ({ draft: { name: 'Rina' }, line: '' }) });
  const form = new CaptureForm();
  await form.load();
  expect(form.restored).toBe('Rina');
  form.clear();
  await form.keep();
  expect(calls.find((call) => call.cmd === 'draft_save')?.request).toEqual({ draft: {}, line: '' });
});

test('a kept draft does not overwrite what is typed already', async () => {
  answer({ draft_load: () => ({ draft: { name: 'Old' }, line: '' }) });
  const form = new CaptureForm();
  form.card.name = 'New';
  await form.load();
  expect(form.card.name).toBe('New');
  expect(form.restored).toBe('');
});

test('late answers of the book are dropped', async () => {
  const waiting: ((found: unknown) => void)[] = [];
  answer({ draft_load: () => null, capture_suggest: () => new Promise((done) => waiting.push(done)) });
  const form = new CaptureForm();
  await form.load();
  form.card.name = 'B';
  const first = form.ask();
  form.card.name = 'Bu';
  const second = form.ask();
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  const found = (emailDomain: string) => ({ duplicates: [], companies: [], emailDomain, phones: [], problems: [] });
  waiting[1]?.(found('new.example'));
  await second;
  waiting[0]?.(found('old.example'));
  await first;
  expect(form.suggestions?.emailDomain).toBe('new.example');
});

test('several people in a text wait in line; a save brings the next one', async () => {
  answer({
    draft_load: () => null,
    capture_read: () => [read('Wati'), read('Joko'), read('Ratna')],
    capture_save: () => ({ value: { contact: 'c', opportunity: null, name: 'x', company: '', temperature: null, at: '2026-11-24T08:00:00Z' }, note: null })
  });
  const form = new CaptureForm();
  await form.load();
  const put = vi.fn();
  expect(await form.paste('three', put)).toBe(3);
  expect([form.card.name, form.at, form.of]).toEqual(['Wati', 1, 3]);
  await form.save();
  expect([form.card.name, form.at, form.of]).toEqual(['Joko', 2, 3]);
  form.next();
  expect([form.card.name, form.at]).toEqual(['Ratna', 3]);
  form.next();
  expect([form.blank, form.of]).toEqual([true, 0]);
  expect(put).not.toHaveBeenCalled();
});

test('the raw text comes back where it was pasted', async () => {
  answer({ draft_load: () => null, capture_read: () => [read('Wati', [{ field: 'name', text: 'Wati', confidence: 0.9 }])] });
  const form = new CaptureForm();
  await form.load();
  form.card.company = 'PT Boga';
  const put = vi.fn();
  await form.paste('Wati\n0812', put);
  expect(form.marks.has('name')).toBe(true);
  form.unpaste();
  expect(put).toHaveBeenCalledWith('Wati\n0812');
  expect([form.card.name, form.card.company, form.marks.size]).toEqual(['', 'PT Boga', 0]);
});

test('a refused card stays as it is with its problems', async () => {
  answer({ draft_load: () => null });
  mockIPC((cmd) => {
    if (cmd === 'capture_save') throw { code: 'invalid', detail: { problems: [{ field: 'emails.0', rule: 'emailShape' }] } };
    return null;
  });
  const form = new CaptureForm();
  form.card.name = 'Kevin';
  expect(await form.save()).toBeUndefined();
  expect(form.problems).toEqual([{ field: 'emails.0', rule: 'emailShape' }]);
  expect(form.card.name).toBe('Kevin');
  expect(form.saving).toBe(false);
});
