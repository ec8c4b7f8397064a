// The sums of an import over its files, and which rows of the preview belong to which of them.
// Deliberately absent: any judgement about what is a duplicate; the book says so.

import type { FileReport, PreviewRow, RefusedRow } from '../../lib/api';

export type Sum = 'all' | 'new' | 'filled' | 'skipped' | 'refused';

/** A refused row with the name of its file. */
export interface Refused extends RefusedRow {
  file: string;
}

/** How many cards of all files fall under each sum. */
export function sumsOf(files: readonly FileReport[]): Record<Sum, number> {
  const add = (value: (file: FileReport) => number): number => files.reduce((sum, file) => sum + value(file), 0);
  const refused = add((file) => file.refused.length);
  return { all: add((file) => file.read), new: add((file) => file.created), filled: add((file) => file.updated), skipped: add((file) => file.skipped), refused };
}

/** Every refused row of all files. */
export function refusedOf(files: readonly FileReport[]): Refused[] {
  return files.flatMap((file) => file.refused.map((row) => ({ ...row, file: file.file })));
}

/** The rows of the preview that a sum shows. */
export function rowsOf(rows: readonly PreviewRow[], sum: Sum): readonly PreviewRow[] {
  if (sum === 'all') return rows;
  if (sum === 'refused') return [];
  return rows.filter((row) => (row.duplicate === null) === (sum === 'new'));
}
