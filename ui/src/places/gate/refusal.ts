// Why a move may not be, in words. A new refusal of the book fails to compile here until both languages have it.

import type { Refusal, Words } from '../../lib/api';
import { t, type Messages } from '../../lib/i18n/index.svelte';
import { inWords } from './words';

/** Puts the keys that a refusal may name into words. */
export interface Named {
  stage?: ((key: string) => string) | undefined;
  item?: ((key: string) => string) | undefined;
}

type Sentences = Messages['gate']['refusal'];

/** One sentence for a refusal; `to` is where it should have gone. */
export function refusalText(refusal: Refusal, to?: Words | null, named: Named = {}): string {
  if (refusal.kind === 'gate') {
    const report = refusal.detail;
    const first = report.items.find((one) => one.item.key === report.missing[0]);
    return t().gate.refused({ stage: inWords(to), n: report.missing.length, item: inWords(first?.item.text) });
  }
  const sentences: Record<Exclude<Refusal['kind'], 'gate'>, Sentences[keyof Sentences]> = t().gate.refusal;
  const detail = 'detail' in refusal ? refusal.detail : '';
  const key = typeof detail === 'string' ? detail : detail.join(', ');
  return sentences[refusal.kind]({ stage: named.stage?.(key) || key, item: named.item?.(key) || key, n: 0 });
}
