import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { allowLetters, bindKeys, comboOf, forgetTyping, handleKey, isBeingEdited, keysText, listenForKeys, type Shortcut } from '../src/state/keys.svelte';

const press = (target: EventTarget, init: KeyboardEventInit): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
};

let stop: () => void;
let card: HTMLElement;
let field: HTMLInputElement;
beforeEach(() => {
  document.body.innerHTML = '<div data-letter-keys tabindex="0" id="card"></div><input id="field">';
  card = document.getElementById('card') as HTMLElement;
  field = document.getElementById('field') as HTMLInputElement;
  stop = listenForKeys();
  allowLetters(true);
});
afterEach(() => stop());

const withKeys = (list: Shortcut[], run: () => void): void => {
  const unbind = bindKeys(list);
  run();
  unbind();
};

test('combinations are written the same on every platform', () => {
  expect(comboOf(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }), false)).toBe('mod+k');
  expect(comboOf(new KeyboardEvent('keydown', { key: 'k', metaKey: true }), true)).toBe('mod+k');
  expect(comboOf(new KeyboardEvent('keydown', { key: 'L', ctrlKey: true, shiftKey: true }), false)).toBe('mod+shift+l');
  expect(comboOf(new KeyboardEvent('keydown', { key: '?', shiftKey: true }), false)).toBe('?');
  expect(comboOf(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true }), false)).toBe('shift+arrowright');
  expect(comboOf(new KeyboardEvent('keydown', { key: '&', code: 'Digit1', ctrlKey: true }), false)).toBe('mod+1');
  expect(comboOf(new KeyboardEvent('keydown', { key: ' ' }), false)).toBe('space');
  expect(keysText('mod+k')).toMatch(/^(Ctrl K|⌘K)$/);
});

describe('single letters', () => {
  test('fire on a card, not in a field, not elsewhere', () => {
    const run = vi.fn();
    withKeys([{ keys: 't', scope: 'card', run }], () => {
      press(card, { key: 't' });
      expect(run).toHaveBeenCalledTimes(1);
      press(field, { key: 't' });
      press(document.body, { key: 't' });
      expect(run).toHaveBeenCalledTimes(1);
    });
  });

  test('can be switched off, named keys stay', () => {
    const letter = vi.fn();
    const named = vi.fn();
    allowLetters(false);
    withKeys([{ keys: ']', scope: 'card', run: letter }, { keys: 'shift+arrowright', scope: 'card', run: named }], () => {
      press(card, { key: ']' });
      press(card, { key: 'ArrowRight', shiftKey: true });
      expect(letter).not.toHaveBeenCalled();
      expect(named).toHaveBeenCalledTimes(1);
    });
  });
});

test('combinations with mod work while typing; nothing fires while a word is composed', () => {
  const run = vi.fn();
  withKeys([{ keys: 'mod+k', run }], () => {
    press(field, { key: 'k', ctrlKey: true });
    expect(run).toHaveBeenCalledTimes(1);
    press(field, { key: 'k', ctrlKey: true, isComposing: true });
    expect(run).toHaveBeenCalledTimes(1);
  });
});

test('the latest shortcut wins and gives way when it leaves', () => {
  const first = vi.fn();
  const second = vi.fn();
  withKeys([{ keys: 'mod+s', run: first }], () => {
    withKeys([{ keys: 'mod+s', run: second }], () => press(document.body, { key: 's', ctrlKey: true }));
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([0, 1]);
    press(document.body, { key: 's', ctrlKey: true });
    expect(first).toHaveBeenCalledTimes(1);
  });
});

test('keys of a browser are swallowed, copy and paste are not', () => {
  expect(press(document.body, { key: 'p', ctrlKey: true }).defaultPrevented).toBe(true);
  expect(press(document.body, { key: 'f', ctrlKey: true }).defaultPrevented).toBe(true);
  expect(press(field, { key: 'c', ctrlKey: true }).defaultPrevented).toBe(false);
  expect(press(field, { key: 'v', ctrlKey: true }).defaultPrevented).toBe(false);
});

test('a key that someone handled already is left alone', () => {
  const run = vi.fn();
  const event = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
  event.preventDefault();
  withKeys([{ keys: 'escape', run }], () => handleKey(event));
  expect(run).not.toHaveBeenCalled();
});

test('a field is being edited from the first letter until the next save', () => {
  expect(isBeingEdited(field)).toBe(false);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  expect(isBeingEdited(field)).toBe(true);
  forgetTyping();
  expect(isBeingEdited(field)).toBe(false);
  card.dispatchEvent(new Event('input', { bubbles: true }));
  expect(isBeingEdited(card)).toBe(false);
});
