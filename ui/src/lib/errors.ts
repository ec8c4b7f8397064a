// From an error code to a sentence with a way out. The sentences live in the dictionaries; here stands which of them
// belongs to a code and what can be done about it.

import { type ApiError, toApiError } from './api';
import { t, type Messages } from './i18n/index.svelte';

/** What a person can do about an error. The caller says which of these it can carry out. */
export type Way = keyof Messages['errors']['action'];

/** An error as the screen shows it. */
export interface Trouble {
  code: string;
  text: string;
  ways: Way[];
  /** What *Copy details* copies: code and reference, nothing of a contact. */
  details: string;
}

type Code = keyof Messages['errors']['text'];

const ways: Record<Code, Way[]> = {
  invalid: [],
  notFound: ['back'],
  noBook: ['retry'],
  busy: ['retry'],
  diskFull: ['saveAgain'],
  readOnly: [],
  damaged: ['copy'],
  newer: [],
  notABook: [],
  inUse: ['retry'],
  fileUnreadable: ['chooseFile'],
  fileTooLarge: ['chooseFile'],
  fileForeign: ['chooseFile'],
  exportDenied: ['chooseFolder'],
  textTooLong: [],
  pictureTooLarge: [],
  pictureUnreadable: [],
  modelsMissing: [],
  cancelled: [],
  linkRefused: [],
  cannotUndo: ['show'],
  internal: ['retry', 'copy']
};

const isCode = (code: string): code is Code => Object.hasOwn(ways, code);

/** The sentence and the ways out of an error; an unknown code is shown as `internal`. */
export function trouble(error: unknown): Trouble {
  const known: ApiError = toApiError(error);
  const code: Code = isCode(known.code) ? known.code : 'internal';
  const word = (key: string): string => {
    const value = known.details[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const text = t().errors.text[code]({ file: word('file'), limit: word('limit'), ref: word('reference') });
  return { code: known.code, text, ways: ways[code], details: [known.code, word('reference'), word('note')].filter(Boolean).join(' · ') };
}

/** One problem of one field, as the book names it. */
export interface FieldProblem {
  field: string;
  rule: string;
}

/** The problems of fields that came with an error; empty when it is not about fields. */
export function problemsOf(error: unknown): FieldProblem[] {
  const list = toApiError(error).details['problems'];
  if (!Array.isArray(list)) return [];
  return list.filter((one): one is FieldProblem => typeof one?.field === 'string' && typeof one?.rule === 'string');
}

/** The sentence for a field, or `undefined` when the field is fine. */
export function problemText(problems: readonly FieldProblem[], field: string): string | undefined {
  const found = problems.find((problem) => problem.field === field);
  if (!found) return undefined;
  const rules: Record<string, string> = t().words.rule;
  return rules[found.rule] ?? t().errors.text.invalid({ file: '', limit: '', ref: '' });
}
