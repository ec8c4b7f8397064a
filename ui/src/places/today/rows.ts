// What the rows of Today are called and how they are told apart.

import type { TodayRow } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';

/** `Call Maria Tobing`, `Follow up · Maria Tobing`, or the gate item with the name. */
export function rowTitle(row: TodayRow): string {
  if (row.item) return `${words(row.item.text)} · ${row.name}`;
  const one = row.activity;
  if (!one) return row.name;
  if (one.subject) return `${one.subject} · ${row.name}`;
  if (one.preset) return `${t().words.preset[one.preset]} · ${row.name}`;
  return t().words.activityWith[one.kind]({ name: row.name });
}

/** A key that stays while the row does. */
export function rowKey(row: TodayRow): string {
  return row.activity?.id ?? `item-${row.card?.opportunity ?? row.name}`;
}
