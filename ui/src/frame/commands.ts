// What the palette can do besides finding people: one list, each with its words and its key.

import Contrast from '@lucide/svelte/icons/sun-moon';
import Download from '@lucide/svelte/icons/download';
import IdCard from '@lucide/svelte/icons/id-card';
import Keyboard from '@lucide/svelte/icons/keyboard';
import Languages from '@lucide/svelte/icons/languages';
import Upload from '@lucide/svelte/icons/upload';
import { language, t } from '../lib/i18n/index.svelte';
import type { IconOf } from '../parts/icons';
import { appearance, type Theme } from '../state/appearance.svelte';
import { book } from '../state/book.svelte';
import { railPlaces, router } from '../state/router.svelte';
import { railIcons, railKeys } from './rail';

export interface Command {
  id: string;
  label: string;
  icon: IconOf;
  keys?: string;
  run: () => void;
}

/** Goes to an empty card with the cursor in its name; Capture listens to the changed parameter. */
export function newCard(): void {
  router.go('capture', { new: String(Date.now()) });
}

const themes: readonly Theme[] = ['light', 'dark', 'sunlight'];

/** The commands in the words of the present language. */
export function commandList(onkeys: () => void): Command[] {
  const words = t().palette;
  return [
    { id: 'new', label: words.newCard, icon: IdCard, keys: 'mod+n', run: newCard },
    { id: 'import', label: words.importFile, icon: Download, run: () => router.go('contacts', { import: 'pick' }) },
    { id: 'export', label: words.exportFile, icon: Upload, run: () => router.go('contacts', { export: '1' }) },
    ...themes
      .filter((theme) => theme !== appearance.theme)
      .map((theme): Command => ({
        id: `theme-${theme}`,
        label: words.theme({ theme: t().settings.themes[theme] }),
        icon: Contrast,
        ...(theme === appearance.sunlightToggled() && (theme === 'sunlight' || appearance.theme === 'sunlight') ? { keys: 'mod+shift+l' } : {}),
        run: () => void book.save({ theme })
      })),
    { id: 'language', label: words.switchLanguage, icon: Languages, run: () => void book.save({ language: language() === 'id' ? 'en' : 'id' }) },
    { id: 'keys', label: words.shortcuts, icon: Keyboard, keys: '?', run: onkeys }
  ];
}

/** The places as commands. */
export function placeList(): Command[] {
  return railPlaces.map((place) => ({ id: place, label: t().frame.places[place], icon: railIcons[place], keys: railKeys[place], run: () => router.go(place) }));
}

/** Whether a text is found in a label, whatever its case and accents. */
export function matches(label: string, text: string): boolean {
  const plain = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return text.split(/\s+/).every((word) => plain(label).includes(plain(word)));
}
