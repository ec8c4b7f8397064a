// How a person left the board: view, filters and folded stages. Kept on this machine, not in the book.

import type { ExitStatus, View } from './boardView';

const KEY = 'corong.board';

interface Kept {
  view: View;
  folds: Record<string, boolean>;
}

function read(): Kept {
  const none: Kept = { view: 'levels', folds: {} };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Kept> | null;
    return kept?.view === 'levels' || kept?.view === 'stages' || kept?.view === 'table' ? { view: kept.view, folds: kept.folds ?? {} } : none;
  } catch {
    return none;
  }
}

class Memory {
  #kept = $state<Kept>(read());
  funnel = $state<string | null>(null);
  event = $state<string | null>(null);
  mine = $state(false);
  needsAction = $state(false);
  status = $state<ExitStatus | null>(null);
  perStage = $state(50);

  get view(): View {
    return this.#kept.view;
  }
  set view(view: View) {
    this.#kept.view = view;
    this.#write();
  }

  /** Whether a stage is unfolded; one that nobody touched is while it has cards. */
  isOpen(stage: string, count: number): boolean {
    return this.#kept.folds[stage] ?? count > 0;
  }

  fold(stage: string, open: boolean): void {
    this.#kept.folds[stage] = open;
    this.#write();
  }

  get filtered(): boolean {
    return this.event !== null || this.mine || this.needsAction || this.status !== null;
  }

  clear(): void {
    this.event = null;
    this.mine = false;
    this.needsAction = false;
    this.status = null;
  }

  #write(): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // Without a store the board forgets: nothing is lost.
    }
  }
}

export const memory = new Memory();
