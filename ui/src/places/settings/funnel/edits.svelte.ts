// One edit after the other: saved at once with its undo; what the book asks first is kept until it is answered.
// Deliberately absent: what an edit does and whether it may be, which the book knows.

import { api, type FunnelEdit, type FunnelOutcome, type FunnelView, type Home } from '../../../lib/api';
import { problemsOf, type FieldProblem } from '../../../lib/errors';
import { t } from '../../../lib/i18n/index.svelte';
import { noted } from '../../../state/acts';
import { status } from '../../../state/toast.svelte';

export type Asks = Extract<FunnelOutcome, { kind: 'asks' }>;

/** What is done with a funnel: edits, or back to how it was shipped. */
type Wanted = { edits: FunnelEdit[] } | 'reset';

export class Edits {
  /** The funnel as it is. */
  view = $state.raw<FunnelView | undefined>(undefined);
  /** What has to be said before the wanted edit is saved. */
  asks = $state.raw<Asks | undefined>(undefined);
  readonly #funnel: string;
  #wanted: Wanted | undefined;

  constructor(funnel: string) {
    this.#funnel = funnel;
  }

  async load(): Promise<void> {
    try {
      this.view = await api.funnelGet({ funnel: this.#funnel });
    } catch (error) {
      status.fail(error, { retry: () => void this.load() });
    }
  }

  /** Saves an edit. Gives the problems of its fields; empty when it is saved or waits for an answer. */
  async run(...edits: FunnelEdit[]): Promise<readonly FieldProblem[]> {
    return this.#send({ edits }, [], false);
  }

  /** Makes a shipped funnel what it was. */
  async reset(): Promise<void> {
    await this.#send('reset', [], false);
  }

  /** Saves what waited, with the homes that were chosen. */
  async answer(homes: Home[]): Promise<void> {
    const wanted = this.#wanted;
    this.asks = undefined;
    if (wanted) await this.#send(wanted, homes, true);
  }

  /** Drops what waited. */
  drop(): void {
    this.asks = undefined;
    this.#wanted = undefined;
  }

  async #send(wanted: Wanted, homes: Home[], rehearsed: boolean): Promise<readonly FieldProblem[]> {
    const funnel = this.#funnel;
    try {
      const { value, note } = await (wanted === 'reset' ? api.funnelReset({ funnel, homes, rehearsed }) : api.funnelEdit({ funnel, edits: wanted.edits, homes, rehearsed }));
      if (value.kind === 'asks') {
        this.#wanted = wanted;
        this.asks = value;
        return [];
      }
      this.#wanted = undefined;
      this.view = value.view;
      noted(note, value.moved > 0 ? t().settings.funnels.moved({ n: value.moved }) : undefined);
      return [];
    } catch (error) {
      const problems = problemsOf(error);
      if (problems.length === 0) status.fail(error);
      return problems;
    }
  }
}

/** The sentence for an edit that was refused as a whole: the first rule that it breaks. */
export function refusedText(problems: readonly FieldProblem[]): string | undefined {
  const first = problems[0];
  if (!first) return undefined;
  const rules: Record<string, string> = t().words.rule;
  return rules[first.rule] ?? t().errors.text.invalid({ file: '', limit: '', ref: '' });
}
