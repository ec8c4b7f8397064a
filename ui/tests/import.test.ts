import { expect, test } from 'vitest';
import type { DuplicateHint, FileReport, PreviewRow } from '../src/lib/api';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import { reasonsText } from '../src/places/contact/likeness';
import { refusedOf, rowsOf, sumsOf } from '../src/places/import/sums';

const files: FileReport[] = [
  { file: 'a.vcf', read: 10, created: 6, updated: 1, skipped: 2, refused: [{ row: 4, line: 31, field: '', code: 'empty' }] },
  { file: 'b.vcf', read: 3, created: 1, updated: 0, skipped: 1, refused: [{ row: 1, line: 1, field: 'note', code: 'field_too_long' }] }
];
const hint: DuplicateHint = { contact: 'c', name: 'Budi', company: 'PT Maju', level: 'lead', reasons: ['same_phone', 'similar_company'], likeness: 0.8 };
const rows: PreviewRow[] = [
  { row: 1, draft: { name: 'Ani' }, duplicate: null },
  { row: 2, draft: { name: 'Budi' }, duplicate: hint }
];

test('the sums of all files add up', () => {
  expect(sumsOf(files)).toEqual({ all: 13, new: 7, filled: 1, skipped: 3, refused: 2 });
  expect(sumsOf([])).toEqual({ all: 0, new: 0, filled: 0, skipped: 0, refused: 0 });
});

test('refused rows know their file', () => {
  expect(refusedOf(files).map((row) => `${row.file}:${row.row}:${row.code}`)).toEqual(['a.vcf:4:empty', 'b.vcf:1:field_too_long']);
});

test('a sum shows its rows', () => {
  expect(rowsOf(rows, 'all')).toHaveLength(2);
  expect(rowsOf(rows, 'new').map((row) => row.row)).toEqual([1]);
  expect(rowsOf(rows, 'filled').map((row) => row.row)).toEqual([2]);
  expect(rowsOf(rows, 'skipped').map((row) => row.row)).toEqual([2]);
  expect(rowsOf(rows, 'refused')).toEqual([]);
});

test.each([
  ['en', 'Same number · Similar company · PT Maju'],
  ['id', 'Nomor sama · Perusahaan mirip · PT Maju']
] as const)('why two may be the same, in words: %s', (language, text) => {
  setLanguage(language);
  expect(reasonsText(hint)).toBe(text);
});
