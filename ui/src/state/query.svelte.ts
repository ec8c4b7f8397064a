// What a screen shows of the book: loaded, kept while it is loaded again, and refetched when its kinds change.

import { EVERYTHING, onChange } from './changes';

/** A spinner before this many milliseconds would only flicker. */
export const PATIENCE = 400;

export interface Query<T> {
  /** The last answer; kept while a newer one is on its way. */
  readonly data: T | undefined;
  readonly error: unknown;
  /** Nothing has come yet and it already takes long enough to say so. */
  readonly slow: boolean;
  readonly loading: boolean;
  refetch(): Promise<void>;
}

/**
 * Loads with `load(args())` when the component starts, when the arguments change, and when one of `kinds` changes.
 * Late answers of older requests are dropped. To be called while a component is set up.
 * `args` may return `undefined`: then nothing is loaded and the data is cleared.
 */
export function query<A, T>(args: () => A | undefined, load: (args: A) => Promise<T>, kinds: readonly string[] = []): Query<T> {
  let data = $state.raw<T | undefined>(undefined);
  let error = $state.raw<unknown>(undefined);
  let loading = $state(false);
  let slow = $state(false);
  let sequence = 0;
  let wanted: A | undefined;

  const run = async (): Promise<void> => {
    const mine = ++sequence;
    const now = wanted;
    if (now === undefined) {
      data = undefined;
      loading = slow = false;
      return;
    }
    loading = true;
    const timer = setTimeout(() => {
      if (mine === sequence && loading && data === undefined) slow = true;
    }, PATIENCE);
    try {
      const answer = await load(now);
      if (mine !== sequence) return;
      data = answer;
      error = undefined;
    } catch (cause) {
      if (mine !== sequence) return;
      error = cause;
    } finally {
      clearTimeout(timer);
      if (mine === sequence) loading = slow = false;
    }
  };

  $effect(() => {
    wanted = args();
    void run();
  });
  $effect(() => {
    const stop = onChange((changed) => {
      if (changed.has(EVERYTHING) || kinds.some((kind) => changed.has(kind))) void run();
    });
    return () => {
      stop();
      sequence++;
    };
  });

  return {
    get data() {
      return data;
    },
    get error() {
      return error;
    },
    get slow() {
      return slow;
    },
    get loading() {
      return loading;
    },
    refetch: run
  };
}
