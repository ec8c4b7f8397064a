// The menu of a card: everything that keys and dragging do, for a single pointer.

import Ban from '@lucide/svelte/icons/ban';
import CalendarPlus from '@lucide/svelte/icons/calendar-plus';
import Flag from '@lucide/svelte/icons/flag';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MessageCircle from '@lucide/svelte/icons/message-circle';
import Moon from '@lucide/svelte/icons/moon';
import Phone from '@lucide/svelte/icons/phone';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import User from '@lucide/svelte/icons/user';
import type { Board, Card } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import type { MenuItem } from '../../parts/menu';
import { inWords } from '../gate/words';
import type { Moves } from './moves.svelte';

/** The lines of the menu of a card. What an action opens takes the focus after the menu has given it back. */
export function cardMenu(card: Card, board: Board, moves: Moves): MenuItem[] {
  const words = t().board;
  const later = (run: () => void) => (): void => void setTimeout(run, 50);
  const head: MenuItem[] = [
    { label: words.open, icon: User, keys: 'enter', run: later(() => moves.open(card)) },
    { label: words.plan, icon: CalendarPlus, keys: 't', run: later(() => (moves.step = card)) },
    { label: words.call, icon: Phone, keys: 'c', run: later(() => void moves.copy(card, 'phone')) },
    { label: words.whatsapp, icon: MessageCircle, keys: 'w', run: later(() => void moves.copy(card, 'whatsapp')) }
  ];
  if (card.status === 'won') return [...head, { kind: 'line' }, { label: words.void, icon: RotateCcw, danger: true, run: later(() => moves.exit(card, 'void')) }];
  if (card.status === 'nurture') return [...head, { kind: 'line' }, { label: words.wakeNow, icon: RotateCcw, run: later(() => moves.exit(card, 'wake')) }];
  if (card.status !== 'open') return [...head, { kind: 'line' }, { label: words.reopen, icon: RotateCcw, run: later(() => moves.exit(card, 'reopen')) }];
  const stages = board.funnel.stages.filter((stage) => stage.on && stage.key !== card.stage);
  return [
    ...head,
    ...(card.nextStage ? [{ label: words.gateSheet, icon: ListChecks, keys: 'space', run: later(() => moves.gate(card)) }] : []),
    { kind: 'line' },
    { kind: 'heading', label: words.allStages },
    ...stages.map((stage): MenuItem => ({ label: inWords(stage.label), ...(stage.key === card.nextStage ? { keys: ']' } : {}), run: later(() => moves.to(card, stage.key)) })),
    { kind: 'line' },
    { label: words.park, icon: Moon, run: later(() => moves.exit(card, 'park')) },
    { label: words.disqualify, icon: Ban, run: later(() => moves.exit(card, 'disqualify')) },
    ...(card.level === 'prospect' ? [{ label: words.lose, icon: Flag, keys: 'l', danger: true, run: later(() => moves.exit(card, 'lose')) }] : [])
  ];
}
