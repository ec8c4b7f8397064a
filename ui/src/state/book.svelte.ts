// The open book as the frame knows it: whether it could be opened, its settings, events, counts and newest change.
// Read again whenever the book says that it changed.

import { api, ApiError, events, toApiError, type BookState, type BookStatus, type FullSettings } from '../lib/api';
import { setUtcOffset } from '../lib/format';
import { setLanguage } from '../lib/i18n/index.svelte';
import { appearance } from './appearance.svelte';
import { announceChange, onChange } from './changes';
import { allowLetters } from './keys.svelte';
import { router } from './router.svelte';
import { status } from './toast.svelte';

export type Phase = 'opening' | 'trouble' | 'first' | 'open';

class Book {
  #phase = $state<Phase>('opening');
  #state = $state.raw<BookState | undefined>(undefined);
  #error = $state.raw<ApiError | undefined>(undefined);
  #file = $state('');
  #sequence = 0;

  get phase(): Phase {
    return this.#phase;
  }
  /** Everything the frame shows; `undefined` until the book is open. */
  get state(): BookState | undefined {
    return this.#state;
  }
  get settings(): FullSettings | undefined {
    return this.#state?.settings;
  }
  /** Why the book could not be opened. */
  get error(): ApiError | undefined {
    return this.#error;
  }
  /** Where the book is or should be. */
  get file(): string {
    return this.#state?.file ?? this.#file;
  }
  get readOnly(): boolean {
    return this.#state?.readOnly ?? false;
  }

  /** Opens the book and listens to it; returns how to stop. */
  start(): () => void {
    const stops: (() => void)[] = [onChange(() => void this.refresh())];
    const keep = (stop: Promise<() => void>): void => void stop.then((unlisten) => stops.push(unlisten), () => {});
    keep(events.bookChanged.listen((event) => announceChange(event.payload.kinds)));
    keep(events.filesDropped.listen((event) => router.go('contacts', { import: event.payload.token })));
    void this.#open(() => api.bookStatus()).then(() => this.#openGiven());
    return () => stops.forEach((stop) => stop());
  }

  /** Tries again to open the book. */
  reopen(): Promise<void> {
    return this.#open(() => api.bookReopen());
  }

  /** Puts a backup in the place of a book that could not be opened. */
  restore(file: string): Promise<void> {
    return this.#open(() => api.backupRestore({ file }));
  }

  openReadOnly(): Promise<void> {
    return this.#open(() => api.bookOpenReadOnly());
  }

  /** Takes over a state that a command gave back. */
  take(next: BookStatus): void {
    this.#sequence++;
    const state = next as BookState;
    this.#state = state;
    this.#error = undefined;
    this.#phase = next.started || next.readOnly ? 'open' : 'first';
    if (next.started) this.#apply(state.settings);
  }

  /** Reads the counts and the newest change again. */
  async refresh(): Promise<void> {
    const mine = ++this.#sequence;
    try {
      const next = await api.bookStatus();
      if (mine === this.#sequence) this.take(next);
    } catch (error) {
      if (mine === this.#sequence) status.fail(error);
    }
  }

  /** Changes some settings; they are applied at once and written in the background. */
  async save(patch: Partial<FullSettings>): Promise<boolean> {
    const before = this.#state;
    if (!before) return false;
    const wanted = { ...before.settings, ...patch };
    this.#state = { ...before, settings: wanted };
    this.#apply(wanted);
    if (before.readOnly) return true;
    status.saved = false;
    try {
      const written = await api.settingsSave(wanted);
      if (this.#state) this.#state = { ...this.#state, settings: written as FullSettings };
      return true;
    } catch (error) {
      this.#state = before;
      this.#apply(before.settings);
      status.fail(error);
      return false;
    } finally {
      status.saved = true;
    }
  }

  /** Shows the files that were named when the application was started. */
  async #openGiven(): Promise<void> {
    if (this.#phase !== 'open') return;
    try {
      const token = await api.importGiven();
      if (token) router.go('contacts', { import: token });
    } catch (error) {
      status.fail(error);
    }
  }

  async #open(how: () => Promise<BookStatus>): Promise<void> {
    try {
      this.take(await how());
    } catch (error) {
      this.#error = toApiError(error);
      this.#file = await api.bookFile().catch(() => '');
      this.#phase = 'trouble';
    }
  }

  #apply(settings: FullSettings): void {
    appearance.apply(settings);
    setLanguage(settings.language);
    setUtcOffset(settings.utcOffsetMinutes);
    allowLetters(settings.letterKeys);
  }
}

export const book = new Book();
