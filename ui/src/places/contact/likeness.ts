// Why a contact may be the same person, in words.

import type { DuplicateHint } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';

/** The reasons and the company in one line: `Same number · PT Maju Jaya`. */
export function reasonsText(hint: DuplicateHint): string {
  const words = t().words.likeness;
  return [...hint.reasons.map((reason) => words[reason]), hint.name ? hint.company : ''].filter(Boolean).join(' · ');
}
