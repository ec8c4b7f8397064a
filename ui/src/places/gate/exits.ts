// The ways out of the stages and back in, each with what its dialog asks for.

import type { Reason } from '../../lib/api';

export type ExitKind = 'park' | 'disqualify' | 'lose' | 'reopen' | 'void' | 'back';

/** The reasons that a dialog offers; the book checks that a reason belongs to the exit. */
export const exitReasons: Record<ExitKind, readonly Reason[]> = {
  park: ['timing', 'budget', 'not_reachable', 'no_interest', 'other'],
  disqualify: ['no_interest', 'credit_refused', 'not_a_fit', 'not_reachable', 'duplicate', 'junk', 'other'],
  lose: ['price', 'competitor', 'budget', 'timing', 'no_interest', 'not_a_fit', 'not_reachable', 'credit_refused', 'other'],
  reopen: [],
  void: [],
  back: []
};

/** Presets of the day that a parked opportunity wakes up, in days. */
export const wakeDays = [14, 30, 90, 180] as const;
