// What a gate sheet holds while it is filled in: the report of the book and what was typed over it.

import type { CreditDraft, GateReport, GateView, InterestDraft, ItemAnswer, ItemReport, Waived } from '../../lib/api';
import { answerOf, emptyDraft, inputOf, isComplete, isTouched, waiverOf, type Draft } from './inputs';

export class GateForm {
  #view = $state.raw<GateView | undefined>(undefined);
  drafts = $state<Record<string, Draft>>({});
  /** Why the move may be made although a gate that warns is not met. */
  reason = $state('');

  get view(): GateView | undefined {
    return this.#view;
  }

  get report(): GateReport | undefined {
    return this.#view?.report;
  }

  /** Takes over what the book says; what was typed stays, for another stage it is dropped. */
  take(view: GateView): void {
    const same = this.#view?.to === view.to && this.#view.card.opportunity === view.card.opportunity;
    const before = same ? this.drafts : {};
    this.drafts = Object.fromEntries(view.report.items.map((one) => [one.item.key, before[one.item.key] ?? emptyDraft(one)]));
    if (!same) this.reason = '';
    this.#view = view;
  }

  /** Takes over the report of a refusal. */
  refuse(report: GateReport): void {
    if (this.#view && report.to === this.#view.to) this.take({ ...this.#view, report });
  }

  /** Forgets what was typed, after it was kept by the book. */
  forget(): void {
    if (this.#view) this.drafts = Object.fromEntries(this.#view.report.items.map((one) => [one.item.key, emptyDraft(one)]));
  }

  /** Whether an item stands in the way: the book said so and the form holds nothing for it, or it was just taken back. */
  isLeft(one: ItemReport): boolean {
    const draft = this.drafts[one.item.key];
    if (draft && isComplete(one.item, draft)) return false;
    return this.report?.missing.includes(one.item.key) || (draft?.mode === 'takeBack' && one.item.strength === 'mandatory');
  }

  /** What still stands in the way, in order. */
  get left(): ItemReport[] {
    return this.report?.items.filter((one) => this.isLeft(one)) ?? [];
  }

  /** Whether one line of reason would let the rest go. */
  get reasonLets(): boolean {
    const { left } = this;
    return left.length > 0 && left.every((one) => one.policy === 'warn' && !one.item.noWaiver);
  }

  /** Whether the move is worth asking for. */
  get canMove(): boolean {
    return this.report !== undefined && (this.left.length === 0 || (this.reasonLets && this.reason.trim() !== ''));
  }

  get touched(): boolean {
    return Object.values(this.drafts).some(isTouched);
  }

  /** The answers that go with a move; with `waivers` the waived items too, to be kept without one. */
  answers(waivers = false): ItemAnswer[] {
    return (this.report?.items ?? []).flatMap((one) => {
      const draft = this.drafts[one.item.key];
      return (draft && answerOf(one.item, draft, waivers)) ?? [];
    });
  }

  waivers(): Waived[] {
    return (this.report?.items ?? []).flatMap((one) => {
      const draft = this.drafts[one.item.key];
      return (draft && waiverOf(one.item, draft)) ?? [];
    });
  }

  /** The facts among the answers, for a fact that is taken back. */
  facts(): { credit: CreditDraft | null; interest: InterestDraft | null } {
    let credit: CreditDraft | null = null;
    let interest: InterestDraft | null = null;
    for (const one of this.report?.items ?? []) {
      const draft = this.drafts[one.item.key];
      const answer = draft && answerOf(one.item, draft)?.answer;
      if (!answer || !draft || draft.mode !== 'answer') continue;
      const input = inputOf(one.item);
      if (input === 'credit' && answer.credit) credit = { state: answer.credit, checkedBy: answer.text ?? '', validUntil: answer.on ?? '', limit: answer.amount ?? '', note: '' };
      if (input === 'interest') interest = { state: answer.state === 'no' ? 'no' : 'yes', firstOn: answer.on ?? '', channel: answer.channel ?? null, note: answer.text ?? '' };
    }
    return { credit, interest };
  }

  /** Mandatory items: done or not applicable, waived, and all. What the form completes counts along. */
  get pips(): { done: number; waived: number; all: number } {
    const all = (this.report?.items ?? []).filter((one) => one.item.strength === 'mandatory');
    let done = 0;
    let waived = 0;
    for (const one of all) {
      const draft = this.drafts[one.item.key];
      const filled = draft && isComplete(one.item, draft) ? draft.mode : undefined;
      if (filled === 'waive' || (!filled && one.state === 'waived' && draft?.mode !== 'takeBack')) waived++;
      else if (filled || ((one.state === 'done' || one.state === 'not_applicable') && draft?.mode !== 'takeBack')) done++;
    }
    return { done, waived, all: all.length };
  }
}
