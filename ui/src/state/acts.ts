// After a change of the book: the toast with its undo, and undo of the newest change from anywhere.

import { api, type Act, type ChangeNote } from '../lib/api';
import { t } from '../lib/i18n/index.svelte';
import { status } from './toast.svelte';

/** What a change was, in words: `Budi Santoso saved`. */
export function actText(act: Act, subject: string): string {
  return t().words.act[act]({ name: subject });
}

/**
 * Shows what a command changed, with undo. `text` is the place's own sentence for it.
 * To be called with the `note` of a `Changed` answer; nothing is shown when nothing changed.
 */
export function noted(note: ChangeNote | null, text?: string): void {
  if (!note) return;
  status.show({ text: text ?? actText(note.act, note.subject), undo: () => undoChange(note.change) });
}

/** Takes one change back. */
export async function undoChange(change: string): Promise<void> {
  await api.changeUndo({ change });
}

/** Undoes what the toast is about, else the newest change that can be undone. */
export async function undoLast(): Promise<void> {
  if (await status.undo()) return;
  try {
    const { value } = await api.changeUndo({ change: null });
    status.show({ text: t().frame.undone({ what: actText(value.undone.act, value.undone.subject) }) });
  } catch (error) {
    status.fail(error);
  }
}

