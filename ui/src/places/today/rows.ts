// The rows of Today as the screen goes through them: which group, what they are called, who they are about.

import type { CapturedCard, ContactId, Today, TodayRow } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { stepText } from '../board/step';
import { inWords } from '../gate/words';

export type GroupKey = 'late' | 'today' | 'week' | 'waiting';
export const groupKeys: readonly GroupKey[] = ['late', 'today', 'week', 'waiting'];

/** A row with a name that stays the same while the list is read again. */
export interface Line {
  id: string;
  group: GroupKey;
  row: TodayRow;
  /** It was just done and waits for what comes next. */
  done: boolean;
}

export interface Group {
  key: GroupKey;
  count: number;
  lines: readonly Line[];
}

const idOf = (row: TodayRow): string => row.activity?.id ?? `${row.card?.opportunity ?? ''} ${row.item?.item ?? ''}`;

/** The groups with their rows. A row that was just done keeps its place until it is known what comes next. */
export function groupsOf(day: Today, kept: Line | undefined, keptAt: number): Group[] {
  return groupKeys.map((key) => {
    const lines: Line[] = day[key].map((row) => ({ id: idOf(row), group: key, row, done: false }));
    if (kept?.group === key && !lines.some((line) => line.id === kept.id)) lines.splice(Math.min(keptAt, lines.length), 0, kept);
    return { key, count: day[key].length, lines: lines.map((line) => (line.id === kept?.id ? kept : line)) };
  });
}

/** What is to be done, with the name: `Call Clara Widjaja`. */
export function rowWords(row: TodayRow): string {
  if (row.item) return `${inWords(row.item.text)} · ${row.name}`;
  const { activity } = row;
  if (!activity) return row.card ? `${stepText(row.card)} · ${row.name}` : row.name;
  if (activity.subject) return `${activity.subject} · ${row.name}`;
  return activity.preset ? t().today.presetWith[activity.preset]({ name: row.name }) : t().words.activityWith[activity.kind]({ name: row.name });
}

/** The contact of a row. */
export function contactOf(row: TodayRow): ContactId | undefined {
  return row.activity?.contactId ?? row.card?.contact;
}

/** The name of a card that waits to be typed. */
export const cardName = (card: CapturedCard): string => card.name || card.company || t().today.unnamedCard;
