// What the status bar says: one toast with its undo for eight seconds, or one problem until it is dismissed.
// Both are also read aloud by the live region. Deliberately absent: any floating message.

import { trouble, type Trouble } from '../lib/errors';
import { t } from '../lib/i18n/index.svelte';
import { forgetTyping } from './keys.svelte';

/** How long a toast stays when nobody points at it. */
export const TOAST_MS = 8000;

export interface Toast {
  text: string;
  /** Takes the change back; absent for news that cannot be undone. */
  undo?: (() => Promise<unknown>) | undefined;
}

export interface Problem extends Trouble {
  /** What the buttons do, by the way they stand for. */
  act: Partial<Record<Trouble['ways'][number], () => void>>;
}

/** A key that the status bar reminds of while a place is open. */
export interface Hint {
  keys: string;
  label: () => string;
}

class Status {
  #hints = $state.raw<readonly Hint[]>([]);
  #toast = $state.raw<Toast | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #said = $state('');
  #saying = $state(0);
  #saved = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = TOAST_MS;
  #since = 0;
  #held = 0;

  get toast(): Toast | undefined {
    return this.#toast;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** The text for the live region; `turn` changes even when the same text is said again. */
  get said(): { text: string; turn: number } {
    return { text: this.#said, turn: this.#saying };
  }
  /** Whether everything typed is in the book. */
  get saved(): boolean {
    return this.#saved;
  }
  set saved(value: boolean) {
    this.#saved = value;
  }

  get hints(): readonly Hint[] {
    return this.#hints;
  }

  /** Shows keys of the present place in the bar until the returned function is called. */
  hint(hints: readonly Hint[]): () => void {
    this.#hints = hints;
    return () => {
      if (this.#hints === hints) this.#hints = [];
    };
  }

  /** Reads a text aloud without showing it. */
  say(text: string): void {
    this.#said = text;
    this.#saying++;
  }

  /** Shows a toast in place of the present one. */
  show(toast: Toast): void {
    this.#problem = undefined;
    this.#toast = toast;
    this.#left = TOAST_MS;
    this.say(toast.text);
    forgetTyping();
    this.#run();
  }

  /** Shows an error with the ways out that the caller can carry out; *Copy details* always works. */
  fail(error: unknown, act: Problem['act'] = {}): void {
    const found = trouble(error);
    this.#problem = { ...found, act: { copy: () => void navigator.clipboard?.writeText(found.details), ...act } };
    this.say(found.text);
  }

  dismiss(): void {
    this.#problem = undefined;
  }

  /** Stops the clock while someone points at the toast or has it in focus. */
  hold(): void {
    if (this.#held++ === 0 && this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#left -= Date.now() - this.#since;
    }
  }

  /** Lets the clock run on. */
  release(): void {
    this.#held = Math.max(0, this.#held - 1);
    if (this.#held === 0 && this.#toast && this.#timer === undefined) this.#run();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#held = 0;
    this.#toast = undefined;
  }

  /** Undoes what the toast is about. Says whether there was something to undo here. */
  async undo(): Promise<boolean> {
    const toast = this.#toast;
    if (!toast?.undo) return false;
    this.clear();
    try {
      await toast.undo();
      this.show({ text: t().frame.undone({ what: toast.text }) });
    } catch (error) {
      this.fail(error);
    }
    return true;
  }

  #run(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#held > 0) return;
    this.#since = Date.now();
    this.#timer = setTimeout(() => this.clear(), this.#left);
  }
}

export const status = new Status();

/** Runs something that changes the book; an error goes to the status bar. Gives `undefined` then. */
export async function attempt<T>(run: () => Promise<T>, act: Problem['act'] = {}): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    status.fail(error, { retry: () => void attempt(run, act), saveAgain: () => void attempt(run, act), ...act });
    return undefined;
  }
}
