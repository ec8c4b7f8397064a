// The keys of the board: arrows go from card to card, single letters act on the card in focus.

import type { Card } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import type { Shortcut } from '../../state/keys.svelte';
import type { Moves } from './moves.svelte';

/** Whether a key was pressed on a card itself, not on a button inside it. */
const onCard = (event: KeyboardEvent): boolean => event.target instanceof HTMLElement && event.target.hasAttribute('data-card');

/** Moves the focus by rows inside a column, by columns at the same height. */
export function walk(root: HTMLElement, from: HTMLElement, key: 'up' | 'down' | 'left' | 'right'): void {
  const column = from.closest<HTMLElement>('[data-column]') ?? root;
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')];
  if (key === 'up' || key === 'down') {
    cards[cards.indexOf(from) + (key === 'up' ? -1 : 1)]?.focus();
    return;
  }
  const columns = [...root.querySelectorAll<HTMLElement>('[data-column]')];
  const step = key === 'left' ? -1 : 1;
  const { top } = from.getBoundingClientRect();
  for (let at = columns.indexOf(column) + step; at >= 0 && at < columns.length; at += step) {
    const there = [...(columns[at]?.querySelectorAll<HTMLElement>('[data-card]') ?? [])];
    const nearest = there.reduce<HTMLElement | undefined>((best, one) => (best && Math.abs(best.getBoundingClientRect().top - top) <= Math.abs(one.getBoundingClientRect().top - top) ? best : one), undefined);
    if (!nearest) continue;
    nearest.focus();
    return;
  }
}

/** All keys of a card. `cardOf` finds the card that an element shows. */
export function boardKeys(root: () => HTMLElement | undefined, cardOf: (element: HTMLElement) => Card | undefined, moves: Moves): Shortcut[] {
  const act = (keys: string, run: (card: Card, element: HTMLElement) => void, label?: () => string): Shortcut => ({
    keys,
    scope: 'card',
    when: onCard,
    ...(label ? { label } : {}),
    run: (event) => {
      const element = event.target as HTMLElement;
      const card = cardOf(element);
      if (card) run(card, element);
    }
  });
  const go = (keys: string, way: Parameters<typeof walk>[2]): Shortcut =>
    act(keys, (_, element) => {
      const around = root();
      if (around) walk(around, element, way);
    });
  return [
    go('arrowup', 'up'),
    go('arrowdown', 'down'),
    go('arrowleft', 'left'),
    go('arrowright', 'right'),
    act(']', (card) => moves.forward(card), () => t().board.forward),
    act('shift+arrowright', (card) => moves.forward(card)),
    act('[', (card) => moves.back(card), () => t().board.backward),
    act('shift+arrowleft', (card) => moves.back(card)),
    act('space', (card) => moves.gate(card), () => t().board.gate),
    act('enter', (card) => moves.open(card), () => t().board.open),
    act('t', (card) => (moves.step = card), () => t().board.plan),
    act('l', (card) => moves.exit(card, card.level === 'prospect' ? 'lose' : 'disqualify'), () => t().board.lost),
    act('c', (card) => void moves.copy(card, 'phone'), () => t().board.call),
    act('w', (card) => void moves.copy(card, 'whatsapp'), () => t().board.whatsapp)
  ];
}
