// The card that is being typed: kept at every pause, restored after a crash, filled from pasted text.
// Deliberately absent: what is wrong with it, which the book says.

import { api, type ContactDraft, type ReadDraft } from '../../lib/api';

type Full = { [K in keyof ContactDraft]-?: Exclude<ContactDraft[K], undefined> };
/** A draft with every field there. */
export type CardDraft = Full;

export function emptyDraft(): CardDraft {
  return { name: '', titlesBefore: '', titlesAfter: '', givenName: '', familyName: '', jobTitle: '', department: '', company: '', phones: [], emails: [], links: [], addresses: [], tags: [], note: '', temperature: null, language: '' };
}

/** A draft from the book, with every list that the form shows at least one row of. */
export function fullDraft(draft: ContactDraft): CardDraft {
  return { ...emptyDraft(), ...Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) } as CardDraft;
}

/** Whether anything was typed; a temperature alone is nothing. */
export function isBlank(draft: CardDraft): boolean {
  const texts = [draft.name, draft.titlesBefore, draft.titlesAfter, draft.jobTitle, draft.department, draft.company, draft.note];
  const rows = [...draft.phones.map((row) => row.raw ?? ''), ...draft.emails.map((row) => row.value ?? ''), ...draft.links.map((row) => row.value ?? ''), ...draft.addresses.map((row) => row.text ?? ''), ...draft.tags];
  return [...texts, ...rows].every((text) => text.trim() === '');
}

/** How long after the last key the draft is kept. */
const PAUSE = 500;

/** Keeps what is being typed, at most twice a second. */
export class Keeper {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #last = '';

  /** To be called with what is typed now. */
  keep(draft: CardDraft, line: string): void {
    const text = JSON.stringify([draft, line]);
    if (text === this.#last) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#last = text;
      // A draft that cannot be kept is no reason to disturb somebody who types; saving the card will say what is wrong.
      api.draftSave({ draft, line }).catch(() => {});
    }, PAUSE);
  }

  /** The card was saved or cleared: nothing is pending. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#last = JSON.stringify([emptyDraft(), '']);
  }
}

/** The fields that were read from a text, with how sure it is. */
export function marksOf(read: ReadDraft): Record<string, number> {
  const marks: Record<string, number> = {};
  for (const mark of read.marks) {
    const field = mark.field.split('.')[0] ?? mark.field;
    marks[field] = Math.min(marks[field] ?? 1, mark.confidence ?? 0);
  }
  return marks;
}
