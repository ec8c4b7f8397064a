// The language of the screen. `t()` is read inside markup or `$derived`, so that a switch repaints without a restart.

import en, { type Messages } from './en';
import id from './id';

export type Language = 'id' | 'en';
export type { Messages };

const dictionaries: Record<Language, Messages> = { en, id };

/** The language that the operating system asks for, else English. */
export function systemLanguage(wanted: readonly string[] = navigator.languages): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    // `in` is the code that older systems still give for Indonesian.
    if (primary === 'id' || primary === 'in') return 'id';
    if (primary === 'en') return 'en';
  }
  return 'en';
}

let current = $state<Language>(systemLanguage());

/** The words of the current language. */
export function t(): Messages {
  return dictionaries[current];
}

/** The current language. */
export function language(): Language {
  return current;
}

/** Switches the language of the screen and of the document. */
export function setLanguage(next: Language): void {
  current = next;
  document.documentElement.lang = next;
}
