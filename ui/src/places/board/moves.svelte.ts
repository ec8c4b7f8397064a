// Everything that a card of the board can do, whether it is asked for by key, by menu or by dropping it: one way through
// the book, the same answer. A gate that is not met opens its sheet; an exit asks for its reason; a move is announced.

import { api, type Board, type Card, type StageKey } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import { noted } from '../../state/acts';
import { router } from '../../state/router.svelte';
import { attempt, status } from '../../state/toast.svelte';
import { exitText, type Exit } from '../gate/exits';
import { refusalText } from '../gate/refusal';
import { inWords } from '../gate/words';
import { columnsOf, isBack, stageBefore, type ExitStatus } from './boardView';
import { memory } from './memory.svelte';
import { copy, whatsappLink } from './reach';

const exitOf: Record<ExitStatus, Exit> = { nurture: 'park', disqualified: 'disqualify', lost: 'lose' };

export class Moves {
  /** The gate sheet, for one card and one stage. */
  sheet = $state.raw<{ card: Card; to: StageKey | null } | undefined>(undefined);
  /** The dialog of a way out or back. */
  dialog = $state.raw<{ exit: Exit; card: Card; to?: StageKey } | undefined>(undefined);
  /** The card that a new step is planned for. */
  step = $state.raw<Card | undefined>(undefined);
  /** The card that shall have the focus once the board is drawn again, and the one to take it when that card is gone. */
  wanted: { card: string; else: string | undefined } | undefined;
  #busy = false;
  #board: () => Board | undefined;
  #refetch: () => Promise<void>;

  constructor(board: () => Board | undefined, refetch: () => Promise<void>) {
    this.#board = board;
    this.#refetch = refetch;
  }

  readonly stageName = (key: string): string => inWords(this.#board()?.funnel.stages.find((stage) => stage.key === key)?.label) || key;

  /** One stage on. */
  forward(card: Card): void {
    if (card.status === 'open' && card.nextStage === null) status.say(t().board.noNext({ name: card.name }));
    else void this.#move(card, null);
  }

  /** One stage back, with a reason. */
  back(card: Card): void {
    const board = this.#board();
    const before = board && stageBefore(board, card);
    if (before) this.dialog = { exit: 'back', card, to: before.key };
    else status.say(t().board.noBack({ name: card.name }));
  }

  /** To any stage, in either direction. */
  to(card: Card, stage: StageKey): void {
    const board = this.#board();
    if (!board || (stage === card.stage && card.status === 'open')) return;
    if (card.status !== 'open') this.exit(card, card.status === 'won' ? 'void' : card.status === 'nurture' ? 'wake' : 'reopen');
    else if (isBack(board, card, stage)) this.dialog = { exit: 'back', card, to: stage };
    else void this.#move(card, stage);
  }

  /** What was dropped where. */
  drop(card: Card, target: string): void {
    const [kind, key] = target.split(':');
    if (kind === 'stage' && key) this.to(card, key);
    else if (key === 'nurture' || key === 'disqualified' || key === 'lost') {
      if (card.status !== key) this.exit(card, exitOf[key]);
    }
  }

  /** Parks, disqualifies, loses, wakes, reopens or voids. */
  exit(card: Card, kind: Exit | 'wake'): void {
    if (kind === 'wake') void this.#wake(card);
    else this.dialog = { exit: kind, card };
  }

  gate(card: Card): void {
    if (card.status !== 'open') return;
    if (card.nextStage === null) status.say(t().board.noNext({ name: card.name }));
    else this.sheet = { card, to: null };
  }

  open(card: Card): void {
    router.go('contact', { id: card.contact });
  }

  /** Copies the phone number, or the link that opens WhatsApp with it. */
  async copy(card: Card, what: 'phone' | 'whatsapp'): Promise<void> {
    const page = await attempt(() => api.contactGet({ contact: card.contact }));
    if (!page) return;
    const number = page.phones.find((phone) => phone.e164)?.e164;
    if (!number) {
      status.show({ text: t().board.noPhone });
      return;
    }
    if (what === 'phone') await copy(number, t().board.copied({ what: `${t().board.phoneNumber} ${number}` }));
    else await copy(whatsappLink(number), t().board.copied({ what: t().board.whatsappLink }));
  }

  /** After a move of any kind: the focus goes with the card, and it is said how many are there now. */
  async settled(card: Card): Promise<void> {
    const stage = inWords(card.stageLabel);
    if (card.status === 'open' || card.status === 'won') memory.fold(card.stage, true);
    this.want(card.opportunity);
    await this.#refetch();
    const board = this.#board();
    const column = board && columnsOf(board, memory.view === 'stages' ? 'stages' : 'levels', '').find((one) => one.sections.some((section) => section.stage.key === card.stage));
    if (column && (card.status === 'open' || card.status === 'won')) status.say(t().board.movedAloud({ name: card.name, stage, n: column.count }));
  }

  /** Remembers who shall have the focus next: the card itself, else its neighbour. */
  want(card: string): void {
    const all = [...document.querySelectorAll<HTMLElement>('[data-card]')];
    const at = all.findIndex((one) => one.dataset['card'] === card);
    this.wanted = { card, else: (all[at + 1] ?? all[at - 1])?.dataset['card'] };
  }

  async #move(card: Card, to: StageKey | null): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      const done = await attempt(() => api.opportunityMove({ opportunity: card.opportunity, to, moveId: null, answers: [], waivers: [], reason: '' }));
      if (!done) return;
      const { value, note } = done;
      if (value.kind === 'moved') {
        noted(note, t().board.moved({ name: value.card.name, stage: inWords(value.card.stageLabel) }));
        await this.settled(value.card);
      } else if (value.kind === 'asks') this.sheet = { card: value.card, to };
      else if (value.refusal.kind === 'gate') {
        const stage = value.refusal.detail.to;
        const label = this.#board()?.funnel.stages.find((one) => one.key === stage)?.label;
        this.sheet = { card: value.card, to: stage };
        status.show({ text: refusalText(value.refusal, label) });
      } else status.show({ text: refusalText(value.refusal, card.stageLabel, { stage: this.stageName }) });
    } finally {
      this.#busy = false;
    }
  }

  async #wake(card: Card): Promise<void> {
    const done = await attempt(() => api.opportunityStatus({ opportunity: card.opportunity, change: { kind: 'wake' } }));
    if (!done) return;
    if (done.value.kind === 'moved') {
      noted(done.note, exitText('wake', done.value.card));
      await this.settled(done.value.card);
    } else if (done.value.kind === 'refused') status.show({ text: refusalText(done.value.refusal, card.stageLabel, { stage: this.stageName }) });
  }
}
