// Texts that come with the book's own records, in the language of the screen.

import type { ActivityKind, NextStepView, Preset, Refusal, Words } from '../../lib/api';
import { language, t, type Messages } from '../../lib/i18n/index.svelte';

/** A text of the book in the language of the screen; the other one where it is missing. */
export function inWords(words: Words | null | undefined): string {
  if (!words) return '';
  return language() === 'id' ? words.id || words.en : words.en || words.id;
}

/** What an activity is called: its own subject, else the ready-made one, else its kind. */
export function activityWords(kind: ActivityKind, preset: Preset | null, subject: string): string {
  return subject || (preset ? t().words.preset[preset] : t().words.activity[kind]);
}

/** What comes next, without its date. */
export function stepWords(step: NextStepView): string {
  switch (step.kind) {
    case 'activity':
      return activityWords(step.activity, step.preset, step.subject);
    case 'item':
      return inWords(step.text);
    case 'move':
      return t().board.advance({ stage: inWords(step.label) });
    case 'nothing':
      return t().board.nothingPlanned;
  }
}

/** What a refusal may name. */
interface Named {
  /** Puts a stage into words. */
  stage?: (key: string) => string;
  /** Puts a gate item into words. */
  item?: (key: string) => string;
}

/** Why something was refused, as a sentence. */
export function refusalText(refusal: Refusal, named: Named = {}): string {
  const sentences: Record<Refusal['kind'], Messages['gate']['refusal'][keyof Messages['gate']['refusal']]> = t().gate.refusal;
  const detail = 'detail' in refusal && typeof refusal.detail === 'string' ? refusal.detail : '';
  const n = refusal.kind === 'gate' ? refusal.detail.missing.length : 0;
  return sentences[refusal.kind]({ stage: named.stage?.(detail) || detail, item: named.item?.(detail) || detail, n });
}
