// Charts of reports: geometry from figures, and the words of cells.

import { describe, expect, it } from 'vitest';
import type { ReportTable } from '../src/lib/bindings';
import { setLanguage, t } from '../src/lib/i18n/index.svelte';
import { cellText, fileWords, noteText, rateText, reportNames } from '../src/places/reports/figures';
import { band, barLength, shade, ticks } from '../src/places/reports/geometry';
import { periodStart } from '../src/places/reports/period';

describe('geometry', () => {
  it('bars are in proportion and small ones can still be seen', () => {
    expect(barLength(50, 200)).toBe(25);
    expect(barLength(200, 200)).toBe(100);
    expect(barLength(1, 1_000_000)).toBe(0.75);
    for (const nothing of [barLength(0, 10), barLength(-3, 10), barLength(4, 0), barLength(Number.NaN, 10)]) expect(nothing).toBe(0);
    expect(barLength(30, 10)).toBe(100);
  });

  it('the marks of an axis are round and reach the top', () => {
    expect(ticks(905)).toEqual([0, 500, 1000]);
    expect(ticks(8)).toEqual([0, 2, 4, 6, 8]);
    expect(ticks(0)).toEqual([0]);
    for (const top of [0.3, 1, 3, 7, 12, 99, 101, 3_456, 98_765_432_100]) {
      const marks = ticks(top);
      expect(marks[marks.length - 1]).toBeGreaterThanOrEqual(top - top * 1e-9);
      expect(marks.length).toBeGreaterThan(1);
      expect(marks.length).toBeLessThan(7);
      expect(String(marks[1]).replace(/[.0]/g, '').replace(/e.*/, '')).toMatch(/^[125]$/);
    }
  });

  it('a band runs from nothing today to its last day', () => {
    const area = { left: 10, top: 0, right: 110, bottom: 100 };
    const shape = band(
      [
        { days: 10, low: 10, middle: 20, high: 40 },
        { days: 20, low: 20, middle: 50, high: 100 }
      ],
      area
    );
    expect(shape.line).toBe('M10 100L60 80L110 50');
    expect(shape.area).toBe('M10 100L60 60L110 0L110 80L60 90L10 100Z');
    expect(shape.marks[0]).toEqual({ value: 0, y: 100 });
    expect(shape.marks[shape.marks.length - 1]).toEqual({ value: 100, y: 0 });
    const flat = band([], area);
    expect(flat.line).toBe('M10 100');
    expect(band([{ days: 0, low: 0, middle: 0, high: 0 }], area).line).not.toContain('NaN');
  });

  it('shades stay pale enough for text', () => {
    expect([shade(0), shade(0.5), shade(1), shade(7), shade(-1)]).toEqual([6, 26, 46, 46, 6]);
  });
});

describe('words of figures', () => {
  it('a rate says its range, and only the counts where there are too few', () => {
    setLanguage('en');
    const enough = { kind: 'rate' as const, value: { kind: 'shrunk' as const, hits: 18, n: 50, rate: 0.357, interval: { low: 0.24, high: 0.499 } } };
    expect(rateText(enough)).toEqual({ rate: '36%', range: '24 to 50%' });
    expect(cellText(enough, 'step_rate')).toBe('36% (24 to 50%)');
    const few = { kind: 'rate' as const, value: { kind: 'counts_only' as const, hits: 3, n: 4 } };
    expect(cellText(few, 'step_rate')).toBe('3 of 4');
    setLanguage('id');
    expect(cellText(few, 'step_rate')).toBe('3 dari 4');
    expect(cellText(enough, 'step_rate')).toBe('36% (24 sampai 50%)');
  });

  it('returns carry their sign, months are months, nothing is a dash', () => {
    setLanguage('en');
    expect(cellText({ kind: 'share', value: 1.4 }, 'return')).toBe('+140%');
    expect(cellText({ kind: 'share', value: -0.3 }, 'return')).toBe('-30%');
    expect(cellText({ kind: 'day', value: '2026-11-01' }, 'month')).toBe('Nov 2026');
    expect(cellText({ kind: 'none' }, 'p50')).toBe('–');
    expect(cellText({ kind: 'words', value: { id: 'Tertangkap', en: 'Captured' } }, 'stage')).toBe('Captured');
  });

  it('both languages have every word that a file asks for', () => {
    for (const language of ['en', 'id'] as const) {
      setLanguage(language);
      const found = fileWords();
      const column: ReportTable['columns'][number] = 'step_rate';
      for (const key of [`column.${column}`, `column.${column}.low`, 'level.qualified_lead', 'status.lost', 'reason.price', 'source.phone_book', 'strength.mandatory', 'variant.begun', 'verdict.so_far', 'table.weeks', 'all']) {
        expect(found[key], `${language} ${key}`).toBeTruthy();
      }
      for (const name of reportNames) expect(t().reports.names[name]).toBeTruthy();
      expect(noteText({ kind: 'cohort_high_water', n: 40 })).toContain('40');
      expect(noteText({ kind: 'rebuilt' })).toBeTruthy();
    }
  });

  it('periods begin on their first day', () => {
    expect(periodStart('all', '2026-11-25')).toBeNull();
    expect(periodStart('year', '2026-11-25')).toBe('2026-01-01');
    expect(periodStart('months12', '2026-11-25')).toBe('2025-11-26');
    expect(periodStart('days30', '2026-03-01')).toBe('2026-01-31');
    expect(periodStart('days90', '2026-11-25')).toBe('2026-08-28');
    expect(periodStart('days30', '')).toBeNull();
  });
});
