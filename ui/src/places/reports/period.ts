// The periods that can be chosen, as the first day of each.

export type Period = 'all' | 'year' | 'months12' | 'days90' | 'days30';

const DAY = 86_400_000;

/** The first day of a period that ends on `on` (ISO); `null` for all time. */
export function periodStart(period: Period, on: string): string | null {
  const end = Date.parse(`${on}T00:00:00Z`);
  if (Number.isNaN(end)) return null;
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 10);
  switch (period) {
    case 'all':
      return null;
    case 'year':
      return `${on.slice(0, 4)}-01-01`;
    case 'months12': {
      const day = new Date(end);
      // The 29th of February goes on to the 1st of March.
      return iso(Date.UTC(day.getUTCFullYear() - 1, day.getUTCMonth(), day.getUTCDate()) + DAY);
    }
    case 'days90':
      return iso(end - 89 * DAY);
    case 'days30':
      return iso(end - 29 * DAY);
  }
}
