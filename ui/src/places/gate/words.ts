// Names of the book's own records, also where one is missing.

import type { Words } from '../../lib/api';
import { words } from '../../lib/words';

/** A text of the book in the language of the screen; empty where there is none. */
export function inWords(text: Words | null | undefined): string {
  return text ? words(text) : '';
}
