// The only door from the screen to the book. Places import `api` and the types of the wire from here, never from
// `bindings.ts`. A command gives its data or throws an `ApiError`.
// Deliberately absent: the DOM, words for the screen, and any rule of the book.

import { commands, events, type BookStatus, type Settings } from './bindings';

export type * from './bindings';
export { events };

/** Settings as the book gives them: whole. Only what is sent to the book may leave something out. */
export type FullSettings = Required<Settings>;

/** The state of the open book, with whole settings. */
export type BookState = Omit<BookStatus, 'settings'> & { settings: FullSettings };

/** A refused or failed command: the code is what the screen acts on. */
export class ApiError extends Error {
  readonly code: string;
  /** What came with the code: problems of fields, the name of a file, a reference. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

/** Turns whatever a command or the framework threw into an `ApiError`; what has no code is `internal`. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    const detail = 'detail' in error && typeof error.detail === 'object' && error.detail !== null ? error.detail : {};
    return new ApiError(error.code, detail as Record<string, unknown>);
  }
  const note = error instanceof Error ? error.message : typeof error === 'string' ? error : '';
  return new ApiError('internal', { note });
}

type Ok<R> = R extends { status: 'ok'; data: infer D } ? D : never;
type Data<R> = [Ok<R>] extends [never] ? R : Ok<R>;

/** Waits for a generated command: its data, or a thrown `ApiError`. A command that cannot fail gives its value as it is. */
export async function call<R>(reply: Promise<R>): Promise<Data<R>> {
  let answer: R;
  try {
    answer = await reply;
  } catch (error) {
    throw toApiError(error);
  }
  if (typeof answer === 'object' && answer !== null && 'status' in answer) {
    if (answer.status === 'ok' && 'data' in answer) return answer.data as Data<R>;
    if (answer.status === 'error' && 'error' in answer) throw toApiError(answer.error);
  }
  return answer as Data<R>;
}

type Commands = typeof commands;
type Api = {
  [K in keyof Commands]: Commands[K] extends (...args: infer A) => Promise<infer R> ? (...args: A) => Promise<Data<R>> : never;
};

/** Every command of the book: `await api.boardGet({ … })`. */
export const api = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, (...args: unknown[]) => call((command as (...given: unknown[]) => Promise<unknown>)(...args))])
) as Api;
