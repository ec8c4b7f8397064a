// The next step of a card in words: what and when, how late or how idle, or that nothing is planned.

import type { ActivityKind, Card, NextStepView, Preset } from '../../lib/api';
import { dayTime } from '../../lib/format';
import { t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';

/** What an activity is called: as typed, as the program proposed it, or by its kind. */
export function activityName(one: { kind?: string; activity?: ActivityKind; preset: Preset | null; subject: string }): string {
  if (one.subject) return one.subject;
  if (one.preset) return t().words.preset[one.preset];
  return t().words.activity[one.activity ?? ((one.kind ?? 'task') as ActivityKind)];
}

/** What comes next, without its date. */
export function stepName(next: NextStepView): string {
  switch (next.kind) {
    case 'activity':
      return activityName(next);
    case 'item':
      return words(next.text);
    case 'move':
      return t().board.advance({ stage: words(next.label) });
    case 'nothing':
      return t().board.nothingPlanned;
  }
}

/** Why a card asks for someone: late, idle, nothing planned, or not at all. The book says which. */
export function stepAlarm(card: Card): 'late' | 'idle' | 'nothing' | undefined {
  const next = card.nextStep;
  if (next.kind === 'activity' && next.daysLate > 0) return 'late';
  if (card.staleness.state === 'red' || card.staleness.state === 'amber') return 'idle';
  return next.kind === 'nothing' && card.status === 'open' ? 'nothing' : undefined;
}

/** `Call · today 09:00`, `Late 2 d · Call`, `Idle 6 d · nothing planned`, or the item that comes next. */
export function stepText(card: Card): string {
  const next = card.nextStep;
  const name = stepName(next);
  switch (stepAlarm(card)) {
    case 'late':
      return `${t().board.late({ days: next.kind === 'activity' ? next.daysLate : 0 })} · ${name}`;
    case 'idle':
      return `${t().board.idle({ days: card.staleness.idleDays })} · ${name}`;
    case 'nothing':
    case undefined:
      return next.kind === 'activity' && next.dueAt ? `${name} · ${dayTime(next.dueAt)}` : name;
  }
}
