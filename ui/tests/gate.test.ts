import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { api, type ItemField, type ItemKind, type MoveOpportunity, type Refusal } from '../src/lib/api';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import { GateForm } from '../src/places/gate/form.svelte';
import GateSheet from '../src/places/gate/GateSheet.svelte';
import ExitDialog from '../src/places/gate/ExitDialog.svelte';
import { answerOf, emptyDraft, inputOf, isComplete } from '../src/places/gate/inputs';
import { refusalText } from '../src/places/gate/refusal';
import { cardOf, gateOf, itemOf, reportOf, viewOf } from './support/board';

beforeEach(() => {
  setLanguage('en');
  vi.restoreAllMocks();
});

const strict = () => [reportOf(itemOf('a')), reportOf(itemOf('until', { kind: 'date_ahead' })), reportOf(itemOf('note', { strength: 'recommended' }))];

function answering(items = strict(), more = {}) {
  vi.spyOn(api, 'gateGet').mockResolvedValue(viewOf(items, more));
  return vi.spyOn(api, 'opportunityMove');
}

test('each kind and field of an item has its own input', () => {
  const kinds: [ItemKind, string][] = [['filled', 'text'], ['answered', 'words'], ['must_be_yes', 'words'], ['activity_done', 'done'], ['attached', 'evidence'], ['amount_within', 'amount'], ['date_ahead', 'date']];
  for (const [kind, input] of kinds) expect(inputOf(itemOf('x', { kind }))).toBe(input);
  const fields: [ItemField, string][] = [['source', 'source'], ['credit', 'credit'], ['credit_valid', 'credit'], ['credit_details', 'details'], ['interest', 'interest'], ['first_interaction', 'interaction'], ['reachable_channel', 'reach'], ['demonstration', 'done']];
  for (const [field, input] of fields) expect(inputOf(itemOf('x', { field }))).toBe(input);
  expect(inputOf(itemOf('g11_order', { kind: 'attached' }))).toBe('order');
});

test('a "no" answers, except where it must be yes; then it is sent all the same', () => {
  const item = itemOf('may', { kind: 'must_be_yes' });
  const draft = { ...emptyDraft(reportOf(item)), choice: 'no' as const, text: 'Owner back on 2 Dec' };
  expect(isComplete(item, draft)).toBe(false);
  expect(answerOf(item, draft)).toEqual({ item: 'may', answer: { state: 'no', text: 'Owner back on 2 Dec', on: '', amount: '', source: null, credit: null, channel: null } });
  expect(isComplete(itemOf('any'), draft)).toBe(true);
});

test('an amount is sent with a point, however the language writes it', () => {
  const item = itemOf('sum', { kind: 'amount_within' });
  setLanguage('id');
  expect(answerOf(item, { ...emptyDraft(reportOf(item)), amount: '310.000.000,5' })?.answer.amount).toBe('310000000.5');
  setLanguage('en');
  expect(answerOf(item, { ...emptyDraft(reportOf(item)), amount: '310,000,000.5' })?.answer.amount).toBe('310000000.5');
});

test('what was typed survives a new report, but not another stage', () => {
  const form = new GateForm();
  form.take(viewOf(strict()));
  form.drafts['a']!.text = 'the chef decides';
  form.take(viewOf(strict()));
  expect(form.left.map((one) => one.item.key)).toEqual(['until']);
  form.take({ ...viewOf(strict()), to: 'customer' });
  expect(form.left).toHaveLength(2);
});

test('one line of reason is offered only where every missing item warns and may be waived', () => {
  const form = new GateForm();
  const warn = (key: string, more = {}) => reportOf(itemOf(key, more), { policy: 'warn' });
  form.take(viewOf([warn('a'), warn('b')]));
  expect(form.reasonLets).toBe(true);
  expect(form.canMove).toBe(false);
  form.reason = 'They asked for prices';
  expect(form.canMove).toBe(true);
  form.take(viewOf([warn('a'), warn('b', { noWaiver: true })]));
  expect(form.reasonLets).toBe(false);
});

test('the sheet counts what is left and moves everything in one go', async () => {
  const move = answering();
  move.mockResolvedValue({ value: { kind: 'moved', card: cardOf('o1', 'exploring') }, note: null });
  const onmoved = vi.fn();
  const onclose = vi.fn();
  const user = userEvent.setup();
  render(GateSheet, { opportunity: 'o1', onclose, onmoved });
  const button = await screen.findByRole('button', { name: /Move · 2 left/ });
  expect(button).toHaveAttribute('aria-disabled', 'true');
  expect(button).toHaveAttribute('title', 'First: Item a');
  await user.click(button);
  expect(move).not.toHaveBeenCalled();
  await user.type(screen.getByLabelText('Item a: Answer in words'), 'the chef');
  await user.click(screen.getByRole('button', { name: '30 d' }));
  await user.type(screen.getByLabelText('Item a: Answer in words'), '{Enter}');
  await waitFor(() => expect(onmoved).toHaveBeenCalledOnce());
  const sent = move.mock.calls[0]?.[0] as MoveOpportunity;
  expect(sent).toMatchObject({ opportunity: 'o1', to: 'exploring', reason: '', waivers: [] });
  expect(sent.answers.map((one) => one.item)).toEqual(['a', 'until']);
  expect(sent.answers[1]?.answer.on).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(onclose).toHaveBeenCalledOnce();
});

test('an item is waived with a reason of its own, unless it can never be', async () => {
  const move = answering([reportOf(itemOf('a')), reportOf(itemOf('b', { noWaiver: true }))]);
  move.mockResolvedValue({ value: { kind: 'moved', card: cardOf('o1', 'exploring') }, note: null });
  const user = userEvent.setup();
  render(GateSheet, { opportunity: 'o1', onclose: vi.fn() });
  await user.click(await screen.findByRole('button', { name: 'Waive: Item a' }));
  expect(screen.queryByRole('button', { name: 'Waive: Item b' })).toBeNull();
  await user.type(screen.getByLabelText('Why may this be left out?'), 'the owner said so');
  await user.click(screen.getByRole('button', { name: 'No' }));
  await user.click(screen.getByRole('button', { name: /^Move/ }));
  await waitFor(() => expect(move).toHaveBeenCalledOnce());
  expect(move.mock.calls[0]?.[0].waivers).toEqual([{ item: 'a', reason: 'the owner said so' }]);
  expect(move.mock.calls[0]?.[0].answers.map((one) => [one.item, one.answer.state])).toEqual([['b', 'no']]);
});

test('a refusal comes back into the same form and loses nothing that was typed', async () => {
  const items = [reportOf(itemOf('a'))];
  const move = answering(items);
  const after = gateOf([reportOf(itemOf('a'), { state: 'done' }), reportOf(itemOf('new'))]);
  move.mockResolvedValue({ value: { kind: 'refused', refusal: { kind: 'gate', detail: after }, card: cardOf('o1', 'engaged') }, note: null });
  const user = userEvent.setup();
  render(GateSheet, { opportunity: 'o1', onclose: vi.fn() });
  await user.type(await screen.findByLabelText('Item a: Answer in words'), 'typed{Enter}');
  expect(await screen.findByText('Not ready for exploring: 1 left, first “Item new”')).toBeVisible();
  expect(screen.getByLabelText('Item a: Answer in words')).toHaveValue('typed');
  expect(screen.getByRole('button', { name: /Move · 1 left/ })).toBeVisible();
});

test('a fact that is taken back asks what becomes of the opportunity and sends the fact again', async () => {
  const interest = reportOf(itemOf('wants', { kind: 'must_be_yes', field: 'interest' }), { policy: 'warn' });
  const move = answering([interest]);
  move.mockResolvedValue({ value: { kind: 'asks', question: { kind: 'fact_reversed', fits: 'ready' }, card: cardOf('o1', 'engaged') }, note: null });
  const fact = vi.spyOn(api, 'opportunityFact').mockResolvedValue({ value: { kind: 'moved', card: cardOf('o1', 'ready') }, note: null });
  const user = userEvent.setup();
  render(GateSheet, { opportunity: 'o1', onclose: vi.fn() });
  await user.click(await screen.findByRole('button', { name: 'No' }));
  await user.type(screen.getByLabelText('Move anyway: reason'), 'go{Enter}');
  expect(await screen.findByText(/needs what was just taken back/)).toBeVisible();
  await user.click(screen.getByRole('radio', { name: /Go on, with a reason/ }));
  const carry = screen.getByRole('button', { name: /Carry out/ });
  expect(carry).toHaveAttribute('aria-disabled', 'true');
  await user.type(screen.getByLabelText(/In one line/), 'they will come back');
  await user.click(carry);
  await waitFor(() => expect(fact).toHaveBeenCalledOnce());
  expect(fact.mock.calls[0]?.[0]).toMatchObject({ interest: { state: 'no' }, credit: null, reversal: { kind: 'go_on', reason: 'they will come back' } });
});

test('answers are kept without a move, waivers included', async () => {
  answering();
  const keep = vi.spyOn(api, 'opportunityAnswer').mockResolvedValue({ value: viewOf(strict()), note: null });
  const user = userEvent.setup();
  render(GateSheet, { opportunity: 'o1', onclose: vi.fn() });
  expect(screen.queryByRole('button', { name: 'Keep answers' })).toBeNull();
  await user.type(await screen.findByLabelText('Item a: Answer in words'), 'the chef');
  await user.click(screen.getByRole('button', { name: 'Waive: Item until' }));
  await user.type(screen.getByLabelText('Why may this be left out?'), 'verbal');
  await user.click(screen.getByRole('button', { name: 'Keep answers' }));
  await waitFor(() => expect(keep).toHaveBeenCalledOnce());
  expect(keep.mock.calls[0]?.[0].answers.map((given) => [given.item, given.answer.state])).toEqual([['a', 'yes'], ['until', 'waived']]);
});

test('losing asks for a reason, in words when it is another one', async () => {
  const status = vi.spyOn(api, 'opportunityStatus').mockResolvedValue({ value: { kind: 'moved', card: cardOf('o1', 'engaged', { status: 'lost' }) }, note: null });
  const ondone = vi.fn();
  const user = userEvent.setup();
  render(ExitDialog, { card: cardOf('o1', 'engaged'), exit: 'lose', onclose: vi.fn(), ondone });
  await user.click(screen.getByRole('radio', { name: 'Something else' }));
  const confirm = screen.getByRole('button', { name: /Mark as lost/ });
  expect(confirm).toHaveAttribute('aria-disabled', 'true');
  await user.type(screen.getByLabelText(/Competitor/), 'PT Lain');
  await user.type(screen.getByLabelText(/In one line/), 'moved abroad');
  await user.click(confirm);
  await waitFor(() => expect(ondone).toHaveBeenCalledOnce());
  expect(status.mock.calls[0]?.[0]).toEqual({ opportunity: 'o1', change: { kind: 'lose', reason: 'other', text: 'moved abroad', competitor: 'PT Lain' } });
});

test('every refusal has a sentence in both languages, and names what it is about', () => {
  const plain: Refusal['kind'][] = ['reason_needed', 'reason_not_here', 'not_open', 'not_parked', 'not_closed', 'not_won', 'not_prospect', 'unknown_stage', 'skip_not_allowed', 'offer_open', 'credit_expired', 'credit_missing', 'wake_up_not_ahead', 'need_missing', 'terms_missing', 'empty_card'];
  const detailed: Refusal[] = [{ kind: 'unknown_item', detail: 'x' }, { kind: 'always_applies', detail: 'x' }, { kind: 'no_waiver', detail: 'x' }, { kind: 'below_facts', detail: 'x' }, { kind: 'against_facts', detail: 'x' }];
  for (const language of ['id', 'en'] as const) {
    setLanguage(language);
    const all = [...plain.map((kind) => ({ kind }) as Refusal), ...detailed].map((refusal) => refusalText(refusal, null, { stage: () => 'Stage X', item: () => 'Item X' }));
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((text) => text.length > 10)).toBe(true);
    for (const text of all.slice(plain.length)) expect(text).toMatch(/Stage X|Item X/);
  }
});
