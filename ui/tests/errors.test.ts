import { beforeEach, expect, test } from 'vitest';
import { ApiError, call, toApiError } from '../src/lib/api';
import { problemText, problemsOf, trouble } from '../src/lib/errors';
import { setLanguage } from '../src/lib/i18n/index.svelte';

beforeEach(() => setLanguage('en'));

test('a good answer is its data, a refused one is thrown with its code', async () => {
  await expect(call(Promise.resolve({ status: 'ok' as const, data: 7 }))).resolves.toBe(7);
  await expect(call(Promise.resolve({ status: 'error', error: { code: 'busy' } }))).rejects.toMatchObject({ code: 'busy' });
});

test('a command that cannot fail gives its value, even one with a status of its own', async () => {
  await expect(call(Promise.resolve('/a/book'))).resolves.toBe('/a/book');
  await expect(call(Promise.resolve({ status: 'open' }))).resolves.toEqual({ status: 'open' });
});

test('what the framework throws becomes internal', async () => {
  await expect(call(Promise.reject('invalid args `request`'))).rejects.toMatchObject({ code: 'internal', details: { note: 'invalid args `request`' } });
  await expect(call(Promise.resolve({ status: 'error', error: 'command not found' }))).rejects.toMatchObject({ code: 'internal' });
  expect(toApiError(new TypeError('x')).code).toBe('internal');
});

test('sentences name the file and the reference, in both languages', () => {
  const large = new ApiError('fileTooLarge', { file: 'cards.vcf', limit: 64 });
  expect(trouble(large).text).toBe('cards.vcf is larger than 64 MiB. Nothing was changed.');
  setLanguage('id');
  expect(trouble(large).text).toBe('cards.vcf lebih besar dari 64 MiB. Tidak ada yang diubah.');
  expect(trouble({ code: 'internal', detail: { reference: '7k2m91ab' } }).text).toContain('7k2m91ab');
});

test('an unknown code is shown as internal and keeps its name in the details', () => {
  const found = trouble({ code: 'somethingNew' });
  expect(found.text).toBe('Something went wrong. What you saved before is unchanged.');
  expect(found.details).toContain('somethingNew');
});

test('problems of fields find their sentence', () => {
  const problems = problemsOf({ code: 'invalid', detail: { problems: [{ field: 'emails.0', rule: 'emailShape' }] } });
  expect(problemText(problems, 'emails.0')).toBe('The @ or the part after it is missing.');
  expect(problemText(problems, 'name')).toBeUndefined();
  expect(problemsOf('nonsense')).toEqual([]);
});
