// Which input an item of a gate is answered with, and what has been typed so far. Whether an item counts as done is for
// the book to say; here is only looked at whether the form holds an answer that is worth sending.

import type { AnswerDraft, ContactChannel, CreditState, Item, ItemAnswer, ItemField, ItemKind, ItemReport, Source, Waived } from '../../lib/api';
import { plainAmount } from '../../lib/format';

export type InputKind = 'text' | 'reach' | 'words' | 'date' | 'amount' | 'source' | 'credit' | 'details' | 'interest' | 'interaction' | 'done' | 'evidence' | 'order' | 'owner';

/** `kind`: a record shows it, and where there is none it is answered as its kind is. */
const byField: Record<ItemField, InputKind | 'kind'> = {
  name_or_company: 'text',
  name: 'text',
  reachable_channel: 'reach',
  source: 'source',
  context: 'text',
  credit: 'credit',
  credit_details: 'details',
  credit_limit: 'amount',
  credit_valid: 'credit',
  first_interaction: 'interaction',
  interest: 'interest',
  next_meeting: 'done',
  demonstration: 'done',
  amount: 'amount',
  sale_credit: 'owner',
  need: 'text',
  expected_on: 'date',
  terms_accepted: 'kind',
  order_placed: 'kind',
  permission: 'kind',
  terms_version: 'kind',
  offer_valid_until: 'kind',
  offer_document: 'kind'
};

const byKind: Record<ItemKind, InputKind> = {
  filled: 'text',
  answered: 'words',
  must_be_yes: 'words',
  activity_done: 'done',
  attached: 'evidence',
  amount_within: 'amount',
  date_ahead: 'date'
};

/** The item that asks for an order: its number or evidence, its date and its amount. */
const ORDER_ITEM = 'g11_order';

/** The input that belongs to an item. */
export function inputOf(item: Item): InputKind {
  if (item.key === ORDER_ITEM) return 'order';
  const seen = item.field ? byField[item.field] : 'kind';
  return seen === 'kind' ? byKind[item.kind] : seen;
}

/** How an item is being dealt with in the form. */
export type Mode = 'closed' | 'answer' | 'waive' | 'notApplicable' | 'takeBack';

/** What was typed for one item. */
export interface Draft {
  mode: Mode;
  choice: '' | 'yes' | 'no';
  text: string;
  on: string;
  amount: string;
  source: Source | '';
  credit: CreditState | '';
  channel: ContactChannel | '';
  /** Why it is waived or does not apply. */
  reason: string;
}

/** An item that nothing was typed for. What stands in the way is open at once, the rest on demand. */
export function emptyDraft(report: ItemReport): Draft {
  const open = report.item.strength === 'mandatory' && (report.state === 'missing' || report.state === 'invalid');
  return { mode: open ? 'answer' : 'closed', choice: '', text: '', on: '', amount: '', source: '', credit: '', channel: '', reason: '' };
}

const acceptedCredit: Record<CreditState, boolean> = { unknown: false, requested: false, accepted: true, conditional: true, refused: false, expired: false, not_required: true };

/** Whether the form holds what the item asks for. */
export function isComplete(item: Item, draft: Draft): boolean {
  const text = draft.text.trim() !== '';
  switch (draft.mode) {
    case 'closed':
    case 'takeBack':
      return false;
    case 'waive':
    case 'notApplicable':
      return draft.reason.trim() !== '';
    case 'answer':
  }
  switch (inputOf(item)) {
    case 'text':
    case 'reach':
    case 'evidence':
    case 'details':
      return text;
    case 'words':
      return item.kind === 'must_be_yes' ? draft.choice === 'yes' : draft.choice !== '' || text;
    case 'date':
      return draft.on !== '';
    case 'amount':
      return draft.amount.trim() !== '';
    case 'source':
      return draft.source !== '';
    case 'credit':
      return draft.credit !== '' && acceptedCredit[draft.credit];
    case 'interest':
    case 'done':
    case 'owner':
      return draft.choice === 'yes';
    case 'interaction':
      return draft.channel !== '';
    case 'order':
      return text && draft.on !== '' && draft.amount.trim() !== '';
  }
}

/** Whether anything was typed that is worth keeping, also when it does not complete the item: a "no" is an answer. */
export function isTouched(draft: Draft): boolean {
  if (draft.mode === 'takeBack') return true;
  if (draft.mode === 'waive' || draft.mode === 'notApplicable') return draft.reason.trim() !== '';
  if (draft.mode === 'closed') return false;
  return Boolean(draft.choice || draft.text.trim() || draft.on || draft.amount.trim() || draft.source || draft.credit || draft.channel);
}

const plain = (draft: Draft): AnswerDraft => ({
  state: draft.choice === 'no' ? 'no' : 'yes',
  text: draft.text.trim(),
  on: draft.on,
  amount: draft.amount.trim() ? plainAmount(draft.amount) : '',
  source: draft.source || null,
  credit: draft.credit || null,
  channel: draft.channel || null
});

/** The answer to send; waivers of a move go beside the answers, so they are left out unless `waivers` asks for them. */
export function answerOf(item: Item, draft: Draft, waivers = false): ItemAnswer | undefined {
  if (!isTouched(draft)) return undefined;
  switch (draft.mode) {
    case 'closed':
      return undefined;
    case 'takeBack':
      return { item: item.key, answer: { state: 'open' } };
    case 'waive':
      return waivers ? { item: item.key, answer: { state: 'waived', text: draft.reason.trim() } } : undefined;
    case 'notApplicable':
      return { item: item.key, answer: { state: 'not_applicable', text: draft.reason.trim() } };
    case 'answer':
      return { item: item.key, answer: plain(draft) };
  }
}

/** The waiver to send, when the item is let go with a reason. */
export function waiverOf(item: Item, draft: Draft): Waived | undefined {
  return draft.mode === 'waive' && draft.reason.trim() ? { item: item.key, reason: draft.reason.trim() } : undefined;
}
