// The cells of a report: their words for a table, and their numbers for a chart.
// Deliberately absent: computing. What is shown was counted by the book.

import type { Report, ReportCell, ReportColumn, ReportName, ReportNote, ReportTable, ReportTableKey } from '../../lib/api';
import { dateFull, money, number, percent } from '../../lib/format';
import { language, t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';

/** The reports in the order of the page. */
export const reportNames: readonly ReportName[] = ['funnel', 'forecast', 'time_in_stage', 'sources', 'events', 'win_rate', 'velocity', 'lost', 'sale_credit', 'gates'];

/** What changes a report. */
export const reportKinds = ['opportunity', 'stage_move', 'event', 'salesperson', 'gate_answer', 'activity', 'contact', 'funnel', 'settings'];

export const share = (value: number): string => percent(Math.round(value * 100));

/** A table of a report. */
export function tableOf(report: Report | undefined, key: ReportTableKey): ReportTable | undefined {
  return report?.tables.find((table) => table.key === key && table.rows.length > 0);
}

/** The cell of a row in a column. */
export function cellOf(table: ReportTable, row: readonly ReportCell[], column: ReportColumn): ReportCell {
  return row[table.columns.indexOf(column)] ?? { kind: 'none' };
}

/** The number in a cell: a count, a share, days, or minor units; `undefined` for none. */
export function valueOf(cell: ReportCell): number | undefined {
  switch (cell.kind) {
    case 'count':
    case 'share':
    case 'days':
      return cell.value;
    case 'money':
      return cell.value.minor;
    case 'rate':
      return cell.value.kind === 'shrunk' ? (cell.value.rate ?? undefined) : undefined;
    default:
      return undefined;
  }
}

/** A month as people say it: `Nov 2026`. */
function month(day: string): string {
  const locale = language() === 'id' ? 'id-ID' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
}

/** The words of a cell. */
export function cellText(cell: ReportCell, column: ReportColumn): string {
  const say = t();
  switch (cell.kind) {
    case 'none':
      return '–';
    case 'all':
      return say.reports.all;
    case 'text':
      return cell.value;
    case 'words':
      return words(cell.value);
    case 'level':
      return say.words.level[cell.value];
    case 'status':
      return say.words.status[cell.value];
    case 'reason':
      return say.words.reason[cell.value];
    case 'source':
      return say.words.source[cell.value];
    case 'strength':
      return say.reports.strengths[cell.value];
    case 'variant':
      return say.reports.variants[cell.value];
    case 'verdict':
      return say.reports.verdicts[cell.value];
    case 'count':
      return number(cell.value);
    case 'share':
      return column === 'return' && cell.value > 0 ? `+${share(cell.value)}` : share(cell.value);
    case 'days':
      return number(cell.value, 1);
    case 'money':
      return money({ ...cell.value, minor: cell.value.minor });
    case 'day':
      return column === 'month' ? month(cell.value) : dateFull(cell.value);
    case 'rate': {
      const { rate, range } = rateText(cell);
      return range ? `${rate} (${range})` : rate;
    }
  }
}

/** A rate and its range; only the counts where there are too few. */
export function rateText(cell: ReportCell): { rate: string; range: string } {
  if (cell.kind !== 'rate') return { rate: '–', range: '' };
  const rate = cell.value;
  if (rate.kind === 'counts_only') return { rate: t().reports.of({ hits: rate.hits, n: rate.n }), range: '' };
  const { low, high } = rate.interval;
  return { rate: share(rate.rate ?? 0), range: t().reports.range({ from: number(Math.round((low ?? 0) * 100)), to: share(high ?? 0) }) };
}

/** Whether a column is read as numbers, from the right. */
export function isNumeric(table: ReportTable, at: number): boolean {
  return table.rows.some((row) => ['count', 'share', 'days', 'money', 'rate'].includes(row[at]?.kind ?? ''));
}

/** What has to be said about figures, in words. */
export function noteText(note: ReportNote): string {
  const notes: Record<string, (given: never) => string> = t().reports.notes;
  return notes[note.kind]?.(note as never) ?? '';
}

/** Every word that a file of figures needs, by the keys that the book asks for. */
export function fileWords(): Record<string, string> {
  const { reports, words: common } = t();
  const found: Record<string, string> = { all: reports.all };
  const take = (kind: string, from: Readonly<Record<string, string>>): void => {
    for (const [key, word] of Object.entries(from)) found[`${kind}.${key}`] = word;
  };
  take('table', reports.tables);
  take('column', reports.columns);
  take('variant', reports.variants);
  take('verdict', reports.verdicts);
  take('strength', reports.strengths);
  take('level', common.level);
  take('status', common.status);
  take('reason', common.reason);
  take('source', common.source);
  for (const [key, column] of Object.entries(reports.columns)) {
    found[`column.${key}.low`] = reports.rangeOf.low({ column });
    found[`column.${key}.high`] = reports.rangeOf.high({ column });
  }
  return found;
}
