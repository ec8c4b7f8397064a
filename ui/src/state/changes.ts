// The book's change event, shared out to whoever shows something of it. One source, many listeners.

type Listener = (kinds: ReadonlySet<string>) => void;

/** The kind that stands for all: the whole book is another one, after a restore. */
export const EVERYTHING = '*';

const listeners = new Set<Listener>();

/** Hears of changes until the returned function is called. */
export function onChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells everyone which kinds of records changed. Called by the event of the shell. */
export function announceChange(kinds: Iterable<string>): void {
  const changed = new Set(kinds);
  for (const listener of [...listeners]) listener(changed);
}
