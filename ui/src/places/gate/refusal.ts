// Why a move may not be, in words. A new refusal of the book fails to compile here until both languages have it.

import type { Refusal, Words } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';

/** One sentence for a refusal; `stage` is where it should have gone. */
export function refusalText(refusal: Refusal, stage?: Words): string {
  if (refusal.kind === 'gate') {
    const report = refusal.detail;
    const first = report.items.find((one) => one.item.key === report.missing[0]);
    return t().gate.refused({ stage: stage ? words(stage) : '', n: report.missing.length, item: first ? words(first.item.text) : '' });
  }
  return t().gate.refusal[refusal.kind];
}
