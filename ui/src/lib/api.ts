// The only door from the screen to the book. Everything else takes commands and types from here, never from
// `bindings.ts` itself. Deliberately absent: the DOM, words for the screen, and any rule of the book.

/** An answer of a generated command. */
export type Reply<T> = { status: 'ok'; data: T } | { status: 'error'; error: unknown };

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

/** Waits for a generated command: its data, or a thrown `ApiError`. */
export async function call<T>(reply: Promise<Reply<T>>): Promise<T> {
  let answer: Reply<T>;
  try {
    answer = await reply;
  } catch (error) {
    throw toApiError(error);
  }
  if (answer.status === 'ok') return answer.data;
  throw toApiError(answer.error);
}
