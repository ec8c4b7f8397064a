// What is typed into a gate sheet, item by item, and how it goes to the book. The book decides what it is worth.

import type { AnswerDraft, ItemAnswer, ItemReport, Waived } from '../../lib/api';
import { plainAmount } from '../../lib/format';

/** What is typed for one item. */
export interface Typed {
  /** Chosen: yes, no, not applicable, waived; empty while nothing is chosen. */
  state: '' | 'yes' | 'no' | 'not_applicable' | 'waived';
  text: string;
  on: string;
  amount: string;
  source: string;
  credit: string;
  channel: string;
}

export function nothingTyped(): Typed {
  return { state: '', text: '', on: '', amount: '', source: '', credit: '', channel: '' };
}

/** Whether an item stands in the way: mandatory and neither done, waived nor beside the point. */
export function stands(report: ItemReport): boolean {
  return report.item.strength === 'mandatory' && (report.state === 'missing' || report.state === 'invalid');
}

/** Whether anything was typed for it. */
export function isTyped(typed: Typed): boolean {
  if (typed.state === 'waived' || typed.state === 'not_applicable') return typed.text.trim() !== '';
  return typed.state !== '' || [typed.text, typed.on, typed.amount, typed.source, typed.credit, typed.channel].some((part) => part.trim() !== '');
}

function answer(typed: Typed): AnswerDraft {
  return {
    state: typed.state === '' ? null : typed.state,
    text: typed.text.trim(),
    on: typed.on,
    amount: typed.amount.trim() === '' ? '' : plainAmount(typed.amount),
    source: (typed.source || null) as AnswerDraft['source'],
    credit: (typed.credit || null) as AnswerDraft['credit'],
    channel: (typed.channel || null) as AnswerDraft['channel']
  };
}

/** Everything typed, as the book takes it: answers, and items let go with their reasons. */
export function given(typed: Readonly<Record<string, Typed>>): { answers: ItemAnswer[]; waivers: Waived[] } {
  const answers: ItemAnswer[] = [];
  const waivers: Waived[] = [];
  for (const [item, one] of Object.entries(typed)) {
    if (!isTyped(one)) continue;
    if (one.state === 'waived') waivers.push({ item, reason: one.text.trim() });
    else answers.push({ item, answer: answer(one) });
  }
  return { answers, waivers };
}
