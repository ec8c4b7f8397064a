// Shortcuts: one registry, one listener. A combination is written `mod+k`, `shift+arrowright`, `]`, `?`; `mod` is Ctrl,
// and Cmd on macOS. Single letters work only while a card or row is in focus and the settings allow them. Nothing fires
// while an input method composes. Deliberately absent: Alt combinations, which open menus or type symbols.

import { untrack } from 'svelte';

export interface Shortcut {
  keys: string;
  /** What the shortcut sheet says; without it the key is not listed. */
  label?: () => string;
  run: (event: KeyboardEvent) => void;
  /** Whether it applies just now. */
  when?: (event: KeyboardEvent) => boolean;
  /** Fires in text fields too although it is a plain key; combinations with `mod` always do. */
  inFields?: boolean;
  /** `global` everywhere, `place` in the present place, `card` only with a card or row in focus. */
  scope?: 'global' | 'place' | 'card';
}

export const isMac = /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);

/** Where single-letter keys may fire: put this attribute on a card, a row or a list of them. */
export const LETTER_KEYS = 'data-letter-keys';

let shortcuts = $state.raw<readonly Shortcut[]>([]);
let lettersAllowed = true;

/** All shortcuts of the moment, for the sheet and the palette. */
export function allShortcuts(): readonly Shortcut[] {
  return shortcuts;
}

/** Switches single-letter keys by the settings. */
export function allowLetters(allowed: boolean): void {
  lettersAllowed = allowed;
}

/** Adds shortcuts until the returned function is called. The latest one wins. Use it in `$effect(() => bindKeys([...]))`. */
export function bindKeys(list: readonly Shortcut[]): () => void {
  // Inside an effect the present list must not become a dependency of it.
  shortcuts = [...untrack(() => shortcuts), ...list];
  return () => {
    shortcuts = untrack(() => shortcuts).filter((one) => !list.includes(one));
  };
}

/** The combination of an event in the notation of `Shortcut.keys`. */
export function comboOf(event: KeyboardEvent, mac: boolean = isMac): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const parts: string[] = [];
  if (mod) parts.push('mod');
  if (event.altKey) parts.push('alt');
  let key = event.key.toLowerCase();
  if (key === ' ') key = 'space';
  // With Alt or another layout the digit row gives other characters: the place of the key decides.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (mod && digit) key = digit;
  // Shift is part of a character (`?`, `]` on some layouts) unless that is a letter or a named key.
  if (event.shiftKey && (key.length > 1 || /\p{L}|\d/u.test(key))) parts.push('shift');
  parts.push(key);
  return parts.join('+');
}

/** Whether text is typed at this element. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return !['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'].includes(target.type);
}

const isPlain = (keys: string): boolean => !keys.includes('mod+') && !keys.includes('alt+');
const isLetter = (keys: string): boolean => keys.length === 1;

function applies(shortcut: Shortcut, event: KeyboardEvent): boolean {
  const { target } = event;
  if (shortcut.when && !shortcut.when(event)) return false;
  const onCard = target instanceof Element && target.closest(`[${LETTER_KEYS}]`) !== null;
  if (shortcut.scope === 'card' && !onCard) return false;
  if (!isPlain(shortcut.keys)) return true;
  if (isTextField(target) && !shortcut.inFields) return false;
  if (shortcut.scope === 'card' && isLetter(shortcut.keys)) return lettersAllowed;
  return true;
}

/** Keys of a browser that mean nothing in a desktop program: reload, find, print, save page, open file, source. */
const browserKeys = new Set(['f5', 'mod+r', 'mod+shift+r', 'mod+f', 'mod+g', 'mod+shift+g', 'f3', 'f7', 'mod+p', 'mod+s', 'mod+o', 'mod+u', 'mod+j', 'mod+h', 'mod+d', 'mod+l']);

/** Text fields that were typed in since the last change of the book: there Ctrl+Z is the field's own undo. */
let typedIn = new WeakSet<EventTarget>();

/** Whether Ctrl+Z at this element belongs to the text that is being typed. */
export function isBeingEdited(target: EventTarget | null): boolean {
  return isTextField(target) && target !== null && typedIn.has(target);
}

/** After a save every field counts as untouched again. */
export function forgetTyping(): void {
  typedIn = new WeakSet();
}

/** Handles one key: the latest shortcut that applies runs, a browser's own key is swallowed. */
export function handleKey(event: KeyboardEvent): void {
  if (event.isComposing || event.key === 'Process' || event.defaultPrevented) return;
  const combo = comboOf(event);
  for (let at = shortcuts.length - 1; at >= 0; at--) {
    const shortcut = shortcuts[at];
    if (shortcut?.keys !== combo || !applies(shortcut, event)) continue;
    event.preventDefault();
    shortcut.run(event);
    return;
  }
  if (browserKeys.has(combo) && !(import.meta.env.DEV && /r|f5/.test(combo))) event.preventDefault();
}

/** Starts listening; returns how to stop. The context menu stays only where text is typed or selected. */
export function listenForKeys(): () => void {
  const noMenu = (event: MouseEvent): void => {
    if (!isTextField(event.target) && (getSelection()?.toString() ?? '') === '') event.preventDefault();
  };
  const typed = (event: Event): void => {
    if (event.target) typedIn.add(event.target);
  };
  window.addEventListener('keydown', handleKey);
  window.addEventListener('contextmenu', noMenu);
  window.addEventListener('input', typed, true);
  return () => {
    window.removeEventListener('input', typed, true);
    window.removeEventListener('keydown', handleKey);
    window.removeEventListener('contextmenu', noMenu);
  };
}

const shown: Record<string, string> = { mod: isMac ? '⌘' : 'Ctrl', alt: isMac ? '⌥' : 'Alt', shift: isMac ? '⇧' : 'Shift', enter: 'Enter', escape: 'Esc', space: 'Space', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', delete: 'Del', home: 'Home', end: 'End' };

/** How a combination is written on the screen: `Ctrl K`, `⌘K`, `]`. */
export function keysText(keys: string): string {
  const parts = keys === '+' ? ['+'] : keys.split('+').map((part) => part || '+');
  return parts.map((part) => shown[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))).join(isMac && parts.length > 1 ? '' : ' ');
}

/** The same for `aria-keyshortcuts`. */
export function keysAria(keys: string): string {
  const names: Record<string, string> = { mod: isMac ? 'Meta' : 'Control', alt: 'Alt', shift: 'Shift', arrowup: 'ArrowUp', arrowdown: 'ArrowDown', arrowleft: 'ArrowLeft', arrowright: 'ArrowRight' };
  return keys.split('+').map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1))).join('+');
}
