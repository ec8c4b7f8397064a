// Dragging a card with the pointer: over which target it hovers, and what that target still asks for. Mouse, pen and
// touch alike. Deliberately absent: the system's own drag and drop, which the window keeps for dropped files.

import { api, type Card, type GateReport } from '../../lib/api';

/** How far the pointer travels before a press becomes a drag. */
const START = 6;
/** Pixels at the edge of a column that scroll it. */
const EDGE = 36;

/** `stage:exploring`, `exit:lost`: what a card can be dropped on; elements carry it as `data-drop`. */
export type Target = string;

export class Drag {
  #card = $state.raw<Card | undefined>(undefined);
  #at = $state.raw<{ x: number; y: number }>({ x: 0, y: 0 });
  #over = $state<Target | undefined>(undefined);
  #reports = $state.raw<ReadonlyMap<Target, GateReport | null>>(new Map());
  #stop: (() => void) | undefined;
  #drop: (card: Card, target: Target) => void;
  /** Just dropped: the click that follows is not meant. */
  justDropped = false;

  constructor(drop: (card: Card, target: Target) => void) {
    this.#drop = drop;
  }

  get card(): Card | undefined {
    return this.#card;
  }
  get at(): { x: number; y: number } {
    return this.#at;
  }
  get over(): Target | undefined {
    return this.#over;
  }
  /** What the target hovered over asks for: `undefined` while that is being looked up, `null` when nothing is asked. */
  get report(): GateReport | null | undefined {
    return this.#over ? this.#reports.get(this.#over) : undefined;
  }

  /** A press on a card; it becomes a drag when the pointer travels. */
  press(event: PointerEvent, card: Card): void {
    if (event.button !== 0 || !event.isPrimary) return;
    this.#stop?.();
    const from = { x: event.clientX, y: event.clientY };
    const move = (next: PointerEvent): void => {
      if (next.pointerId !== event.pointerId) return;
      if (!this.#card) {
        if (Math.hypot(next.clientX - from.x, next.clientY - from.y) < START) return;
        this.#card = card;
        this.#reports = new Map();
        getSelection()?.removeAllRanges();
      }
      next.preventDefault();
      this.#follow(next.clientX, next.clientY);
    };
    const up = (last: PointerEvent): void => {
      if (last.pointerId !== event.pointerId) return;
      const [held, target] = [this.#card, this.#over];
      this.cancel();
      if (!held) return;
      this.justDropped = true;
      setTimeout(() => (this.justDropped = false));
      if (target) this.#drop(held, target);
    };
    const key = (pressed: KeyboardEvent): void => {
      if (pressed.key !== 'Escape' || !this.#card) return;
      pressed.preventDefault();
      pressed.stopPropagation();
      this.cancel();
    };
    const cancel = (): void => this.cancel();
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', key, true);
    this.#stop = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', key, true);
    };
  }

  /** Puts the card back where it was. */
  cancel(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#card = undefined;
    this.#over = undefined;
  }

  #follow(x: number, y: number): void {
    this.#at = { x, y };
    const under = document.elementFromPoint(x, y);
    const target = under?.closest<HTMLElement>('[data-drop]')?.dataset['drop'];
    if (target !== this.#over) {
      this.#over = target;
      if (target) void this.#look(target);
    }
    const scroller = under?.closest<HTMLElement>('[data-scroll]');
    if (!scroller) return;
    const box = scroller.getBoundingClientRect();
    if (y > box.bottom - EDGE) scroller.scrollTop += 10;
    else if (y < box.top + EDGE) scroller.scrollTop -= 10;
  }

  /** Asks the book what a stage asks of this card, once a drag. */
  async #look(target: Target): Promise<void> {
    const card = this.#card;
    const to = target.startsWith('stage:') ? target.slice('stage:'.length) : undefined;
    if (!card || !to || to === card.stage || this.#reports.has(target)) return;
    const report = await api.gateGet({ opportunity: card.opportunity, to }).then(
      (view) => view.report,
      () => null
    );
    if (this.#card === card) this.#reports = new Map([...this.#reports, [target, report]]);
  }
}
