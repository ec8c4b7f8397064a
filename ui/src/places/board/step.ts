// The next step of a card in words: what and when, or that nothing is planned.

import type { Card } from '../../lib/api';
import { dayTime } from '../../lib/format';
import { t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';

/** What an activity is called: as typed, as the program proposed it, or by its kind. */
export function activityName(one: { kind?: string; activity?: string; preset: string | null; subject: string }): string {
  if (one.subject) return one.subject;
  if (one.preset) return t().words.preset[one.preset as keyof ReturnType<typeof t>['words']['preset']];
  const kind = (one.activity ?? one.kind ?? 'task') as keyof ReturnType<typeof t>['words']['activity'];
  return t().words.activity[kind];
}

/** `Call · today 09:00`, `Late 2 d · Call`, or the item that comes next. */
export function stepText(card: Card): string {
  const next = card.nextStep;
  switch (next.kind) {
    case 'activity': {
      const name = activityName(next);
      if (next.daysLate > 0) return `${t().board.late({ days: next.daysLate })} · ${name}`;
      return next.dueAt ? `${name} · ${dayTime(next.dueAt)}` : name;
    }
    case 'item':
      return words(next.text);
    case 'move':
      return t().board.advance({ stage: words(next.label) });
    case 'nothing':
      return card.staleness.idleDays > 0 ? `${t().board.idle({ days: card.staleness.idleDays })} · ${t().board.nothingPlanned}` : t().board.nothingPlanned;
  }
}
