// The menu of a card: everything that keys and dragging can do, by a single click.

import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ArrowRight from '@lucide/svelte/icons/arrow-right';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import Flag from '@lucide/svelte/icons/flag';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Moon from '@lucide/svelte/icons/moon';
import Phone from '@lucide/svelte/icons/phone';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import User from '@lucide/svelte/icons/user';
import X from '@lucide/svelte/icons/x';
import type { Card, Stage } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { words } from '../../lib/words';
import type { MenuItem } from '../../parts/Menu.svelte';
import type { Exit } from '../gate/ExitDialog.svelte';

export interface CardActions {
  open: (card: Card) => void;
  forward: (card: Card) => void;
  to: (card: Card, stage: string) => void;
  back: (card: Card) => void;
  gate: (card: Card) => void;
  exit: (card: Card, exit: Exit) => void;
  wake: (card: Card) => void;
  plan: (card: Card) => void;
  call: (card: Card) => void;
  whatsapp: (card: Card) => void;
}

/** The lines for one card, by its status. */
export function cardMenu(card: Card, stages: readonly Stage[], act: CardActions): MenuItem[] {
  const m = t().board;
  const items: MenuItem[] = [{ label: m.open, icon: User, keys: 'enter', run: () => act.open(card) }];
  if (card.status === 'open') {
    if (card.nextLabel) items.push({ label: m.advance({ stage: words(card.nextLabel) }), icon: ArrowRight, keys: ']', run: () => act.forward(card) });
    items.push({ label: m.reasonTitle.back, icon: ArrowLeft, keys: '[', run: () => act.back(card) }, { label: m.gate, icon: ListChecks, keys: 'space', run: () => act.gate(card) });
  }
  items.push({ label: m.plan, icon: CalendarPlus, keys: 't', run: () => act.plan(card) }, { label: m.call, icon: Phone, keys: 'c', run: () => act.call(card) }, { label: m.whatsapp, icon: MessageCircle, keys: 'w', run: () => act.whatsapp(card) });
  if (card.status === 'open') {
    const others = stages.filter((stage) => stage.on && stage.key !== card.stage && stage.key !== card.nextStage);
    items.push({ kind: 'heading', label: m.moveTo }, ...others.map((stage): MenuItem => ({ label: words(stage.label), run: () => act.to(card, stage.key) })));
    items.push({ kind: 'line' }, { label: m.reasonTitle.park, icon: Moon, run: () => act.exit(card, 'park') }, { label: m.reasonTitle.disqualify, icon: X, danger: true, run: () => act.exit(card, 'disqualify') });
    if (card.level === 'prospect') items.push({ label: m.reasonTitle.lose, icon: Flag, keys: 'l', danger: true, run: () => act.exit(card, 'lose') });
  } else if (card.status === 'nurture') items.push({ kind: 'line' }, { label: t().contact.return, icon: RotateCcw, run: () => act.wake(card) });
  else if (card.status === 'won') items.push({ kind: 'line' }, { label: t().contact.voidOrder, icon: RotateCcw, danger: true, run: () => act.exit(card, 'void') });
  else items.push({ kind: 'line' }, { label: t().contact.reopen, icon: RotateCcw, run: () => act.exit(card, 'reopen') });
  return items;
}
