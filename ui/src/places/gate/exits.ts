// The ways out of the stages and back in, each with what its dialog asks for.

import type { Card, Reason } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { inWords } from './words';

export type Exit = 'park' | 'disqualify' | 'lose' | 'reopen' | 'void' | 'back';

/** The reasons that a dialog offers; the book checks that a reason belongs to the exit. */
export const exitReasons: Record<Exit, readonly Reason[]> = {
  park: ['timing', 'budget', 'not_reachable', 'no_interest', 'other'],
  disqualify: ['no_interest', 'credit_refused', 'not_a_fit', 'not_reachable', 'duplicate', 'junk', 'other'],
  lose: ['price', 'competitor', 'budget', 'timing', 'no_interest', 'not_a_fit', 'not_reachable', 'credit_refused', 'other'],
  reopen: [],
  void: [],
  back: []
};

/** Presets of the day that a parked opportunity wakes up, in days. */
export const wakeDays = [14, 30, 90, 180] as const;

/** What was done, for the toast. */
export function exitText(exit: Exit | 'wake', { name, stageLabel }: Pick<Card, 'name' | 'stageLabel'>): string {
  const stage = inWords(stageLabel);
  switch (exit) {
    case 'park':
      return t().board.nurtured({ name });
    case 'disqualify':
      return t().board.disqualifiedNow({ name });
    case 'lose':
      return t().board.lostNow({ name });
    case 'reopen':
      return t().board.reopened({ name, stage });
    case 'void':
      return t().board.voided({ name });
    case 'back':
      return t().board.moved({ name, stage });
    case 'wake':
      return t().board.returned({ name, stage });
  }
}
