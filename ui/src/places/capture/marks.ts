// How sure the book was of what it read, in words beside a field.

import type { FieldMark } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';

/** From here on a reading is called sure, and from the second on likely. Only words depend on it. */
const SURE = 0.85;
const LIKELY = 0.6;

/** What stands beside the label of a field that was read from a text, and what below it when it deserves a look. */
export function markOf(marks: ReadonlyMap<string, FieldMark>, field: string): { hint?: string; warning?: string } {
  const mark = marks.get(field);
  if (!mark) return {};
  const words = t().capture;
  const sure = mark.confidence ?? 1;
  if (sure >= SURE) return { hint: words.fromPaste };
  if (sure >= LIKELY) return { hint: words.fromPasteLikely };
  return { hint: words.fromPaste, warning: words.fromPasteUnsure };
}
