// Words that the book keeps in both languages: names of stages, items, funnels.

import type { Words } from './api';
import { language } from './i18n/index.svelte';

/** The text in the present language; the other one where this one is empty. */
export function words(text: Words): string {
  const own = text[language()];
  return own || text.id || text.en;
}
