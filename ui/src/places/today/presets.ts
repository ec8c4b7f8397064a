// What one key plans or puts off: the steps after a step, and the times of a snooze.

import type { ActivityKind } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { at, inDays, inHours, nextMonday } from '../../lib/when';

export interface NextPreset {
  key: string;
  label: string;
  kind: ActivityKind;
  /** Empty when the kind says it. */
  subject: string;
  at: () => string;
}

/** The five steps that are offered after a step was done. */
export function nextPresets(): readonly NextPreset[] {
  const words = t().today.next;
  return [
    { key: '1', label: words.callTomorrow, kind: 'call', subject: '', at: () => at(inDays(1)) },
    { key: '2', label: words.sendOffer, kind: 'message', subject: t().words.preset.send_offer, at: () => at(inDays(1)) },
    { key: '3', label: words.visitMonday, kind: 'visit', subject: '', at: () => at(nextMonday()) },
    { key: '4', label: words.messageTomorrow, kind: 'message', subject: '', at: () => at(inDays(1)) },
    { key: '5', label: words.meetNextWeek, kind: 'meeting', subject: '', at: () => at(inDays(7)) }
  ];
}

export interface SnoozePreset {
  key: string;
  label: string;
  at: () => string;
}

/** How long something may be put off with one key. */
export function snoozePresets(): readonly SnoozePreset[] {
  const words = t().today.snoozeTo;
  return [
    { key: '1', label: words.hour, at: () => inHours(1) },
    { key: '2', label: words.tomorrow, at: () => at(inDays(1)) },
    { key: '3', label: words.monday, at: () => at(nextMonday()) },
    { key: '4', label: words.week, at: () => at(inDays(7)) }
  ];
}
