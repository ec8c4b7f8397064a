// The card being typed, kept while other places are open and, every half second, in the book: a crash loses nothing.
// Deliberately absent: what a card must hold (the book says so), and how it is drawn.

import { api, type ContactId, type FieldMark, type ReadDraft, type Suggestions } from '../../lib/api';
import { filled, isBlank, wholeDraft, type WholeDraft } from '../../lib/draft';
import { problemsOf, type FieldProblem } from '../../lib/errors';
import { t } from '../../lib/i18n/index.svelte';
import { noted } from '../../state/acts';
import { status } from '../../state/toast.svelte';

/** Milliseconds between two copies of what is being typed. */
export const KEEP_MS = 500;
/** Milliseconds without a key before the book is asked what goes with the fields. */
const ASK_MS = 120;
const ROWS = { phones: 2, emails: 2, links: 1, addresses: 1 };

interface Before {
  card: WholeDraft;
  /** The text as it was pasted. */
  text: string;
  /** Puts the raw text where it was pasted. */
  put: (text: string) => void;
}

/** A new card with the rows that the form shows. */
export const newCard = (): WholeDraft => wholeDraft({}, ROWS);

export class CaptureForm {
  card = $state(newCard());
  line = $state('');
  more = $state(false);
  /** When to follow up; the book decides while it is `null`. */
  nextStepAt = $state<string | null>(null);
  /** The event; the current one while it is `undefined`. */
  event = $state<string | undefined>(undefined);
  /** The customer who referred the one being typed. */
  referrer = $state.raw<{ contact: ContactId; name: string } | undefined>(undefined);
  problems = $state.raw<readonly FieldProblem[]>([]);
  marks = $state.raw<ReadonlyMap<string, FieldMark>>(new Map());
  suggestions = $state.raw<Suggestions | undefined>(undefined);
  /** What was being typed when the program stopped, in one line; empty when there is nothing to say. */
  restored = $state('');
  /** People of a pasted text that still wait, and how many there were. */
  waiting = $state.raw<readonly ReadDraft[]>([]);
  of = $state(0);
  saving = $state(false);
  before = $state.raw<Before | undefined>(undefined);

  #loaded = false;
  #kept = '';
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #asking: ReturnType<typeof setTimeout> | undefined;
  #sequence = 0;

  get blank(): boolean {
    return isBlank(this.card);
  }

  /** Which card of a pasted text this is, from 1. */
  get at(): number {
    return this.of - this.waiting.length;
  }

  /** Brings back what was kept; once. */
  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    try {
      const stored = await api.draftLoad();
      const card = wholeDraft(stored?.draft, ROWS);
      if (!this.blank || this.line || (isBlank(card) && !stored?.line)) return;
      this.card = card;
      this.line = stored?.line ?? '';
      this.restored = [card.name, card.company, card.phones[0]?.raw, this.line].filter((text) => text?.trim()).slice(0, 2).join(', ');
      if (this.#hasMore()) this.more = true;
    } catch (error) {
      status.fail(error);
    }
  }

  /** Notes that something changed: to be called in an effect that reads the card. */
  changed(): void {
    const now = JSON.stringify({ draft: this.card, line: this.line });
    if (now === this.#kept) return;
    if (!this.#loaded) return;
    status.saved = false;
    this.#keeping ??= setTimeout(() => void this.keep(), KEEP_MS);
    clearTimeout(this.#asking);
    this.#asking = setTimeout(() => void this.ask(), ASK_MS);
  }

  /** Copies what is being typed into the book. */
  async keep(): Promise<void> {
    clearTimeout(this.#keeping);
    this.#keeping = undefined;
    const draft = $state.snapshot(this.card) as WholeDraft;
    const now = JSON.stringify({ draft, line: this.line });
    if (now !== this.#kept) {
      this.#kept = now;
      try {
        await api.draftSave({ draft: isBlank(draft) ? {} : draft, line: this.line });
      } catch (error) {
        this.#kept = '';
        status.fail(error, { retry: () => void this.keep(), saveAgain: () => void this.keep() });
        return;
      }
    }
    status.saved = true;
  }

  /** Asks the book what goes with the fields; late answers are dropped. */
  async ask(): Promise<Suggestions | undefined> {
    const mine = ++this.#sequence;
    if (this.blank) {
      this.suggestions = undefined;
      return undefined;
    }
    try {
      const found = await api.captureSuggest({ draft: $state.snapshot(this.card) as WholeDraft, contact: null });
      if (mine !== this.#sequence) return found;
      this.suggestions = found;
      // A problem that was shown goes when it is mended; new ones wait for the save.
      if (this.problems.length > 0) this.problems = this.problems.filter((one) => found.problems.some((left) => left.field === one.field && left.rule === one.rule));
      return found;
    } catch {
      return undefined;
    }
  }

  /** Shows a phone number as the book understood it. */
  async showPhone(at: number): Promise<void> {
    const typed = this.card.phones[at]?.raw ?? '';
    if (!typed.trim()) return;
    const found = (await this.ask())?.phones[at];
    const row = this.card.phones[at];
    if (row && found?.e164 && row.raw === typed) row.raw = found.shown;
  }

  /** Why a phone number deserves a look. */
  phoneWarning(at: number): string | undefined {
    const row = this.card.phones[at];
    const found = this.suggestions?.phones[at];
    return row?.raw.trim() && found && found.raw === row.raw && !found.e164 ? t().words.rule.phoneShape : undefined;
  }

  /** Reads a pasted text into the card. Gives how many people were found. */
  async paste(text: string, put: (text: string) => void): Promise<number> {
    const found = await api.captureRead({ text });
    const [first, ...rest] = found;
    if (!first) {
      put(text);
      status.show({ text: t().capture.pasteNothing });
      return 0;
    }
    const card = $state.snapshot(this.card) as WholeDraft;
    this.#take(first, card);
    this.before = { card, text, put };
    this.waiting = rest;
    this.of = found.length;
    status.say(t().capture.pasted({ n: found.length }));
    return found.length;
  }

  /** Puts the raw text back where it was pasted. */
  unpaste(): void {
    const before = this.before;
    if (!before) return;
    this.card = before.card;
    this.forget();
    before.put(before.text);
  }

  /** Drops everything that is known about a pasted text. */
  forget(): void {
    this.before = undefined;
    this.marks = new Map();
    this.waiting = [];
    this.of = 0;
  }

  /** The next person of the pasted text, or an empty card. */
  next(): void {
    const [first, ...rest] = this.waiting;
    this.#empty();
    if (!first) {
      this.forget();
      return;
    }
    this.#take(first, newCard());
    this.waiting = rest;
  }

  /** Saves the card; the next one starts. Gives the contact. */
  async save(draft: WholeDraft = $state.snapshot(this.card) as WholeDraft, fromLine = false): Promise<ContactId | undefined> {
    if (this.saving) return undefined;
    this.saving = true;
    try {
      const { value, note } = await api.captureSave({ draft, nextStepAt: this.nextStepAt, event: this.event ?? null, source: this.referrer ? 'referral' : null, referredBy: this.referrer?.contact ?? null });
      this.referrer = undefined;
      this.line = fromLine ? '' : this.line;
      if (!fromLine) this.next();
      else this.nextStepAt = null;
      noted(note, value.name ? t().capture.saved({ name: value.name }) : t().capture.savedNameless);
      return value.contact;
    } catch (error) {
      const problems = problemsOf(error);
      if (problems.length === 0) status.fail(error, { retry: () => void this.save(), saveAgain: () => void this.save() });
      else if (!fromLine) this.problems = problems;
      else status.fail(error);
      return undefined;
    } finally {
      this.saving = false;
    }
  }

  /** Empties the card; the toast brings it back. */
  clear(): void {
    if (this.blank && this.waiting.length === 0) return;
    const was = { card: $state.snapshot(this.card) as WholeDraft, marks: this.marks, waiting: this.waiting, of: this.of, nextStepAt: this.nextStepAt };
    this.#empty();
    this.forget();
    status.show({
      text: t().capture.cleared,
      undo: async () => {
        this.card = was.card;
        this.marks = was.marks;
        this.waiting = was.waiting;
        this.of = was.of;
        this.nextStepAt = was.nextStepAt;
        if (this.#hasMore()) this.more = true;
      }
    });
  }

  #take(read: ReadDraft, onto: WholeDraft): void {
    this.card = filled(onto, wholeDraft(read.draft, ROWS));
    this.marks = new Map(read.marks.map((mark) => [mark.field, mark]));
    this.problems = [];
    this.restored = '';
    if (this.#hasMore()) this.more = true;
  }

  #empty(): void {
    this.card = newCard();
    this.problems = [];
    this.suggestions = undefined;
    this.nextStepAt = null;
    this.restored = '';
    this.marks = new Map();
    this.before = undefined;
    this.#sequence++;
  }

  #hasMore(): boolean {
    const { card } = this;
    return [card.titlesBefore, card.titlesAfter, card.jobTitle, card.department, card.phones[1]?.raw, card.emails[1]?.value, card.links[0]?.value, card.addresses[0]?.text, card.tags[0]].some((text) => text?.trim());
  }
}

/** The one card being typed. */
export const capture = new CaptureForm();
