import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FunnelEditRequest, FunnelOutcome, FunnelView } from '../src/lib/api';
import { setLanguage } from '../src/lib/i18n/index.svelte';
import AskDialog from '../src/places/settings/funnel/AskDialog.svelte';
import { Edits, refusedText, type Asks } from '../src/places/settings/funnel/edits.svelte';
import { wholeNumber } from '../src/places/settings/funnel/numbers';
import { status } from '../src/state/toast.svelte';

const view: FunnelView = {
  funnel: { key: 'b2b', name: { id: 'B2B', en: 'B2B' }, maySkip: true, stages: [], gates: [] },
  shipped: true,
  changed: true,
  standing: []
};
const asks: Asks = {
  kind: 'asks',
  leaving: [
    {
      stage: 'exploring',
      label: { id: 'Menggali', en: 'Exploring' },
      count: 3,
      choices: [
        { stage: 'engaged', label: { id: 'Baru', en: 'Engaged' } },
        { stage: 'evaluating', label: { id: 'Peragaan', en: 'Evaluating' } }
      ]
    }
  ],
  rehearsal: { gates: [{ gate: 'g6', past: 60, stopped: 14, laterLost: 9, asked: 0, items: [{ item: 'g6_need', moves: 14 }] }], opportunities: 70 }
};

const asked: FunnelEditRequest[] = [];
function answer(...replies: (FunnelOutcome | { problems: { field: string; rule: string }[] })[]): void {
  asked.length = 0;
  mockIPC((cmd, args) => {
    if (cmd !== 'funnel_edit') return null;
    asked.push((args as { request: FunnelEditRequest }).request);
    const reply = replies.shift();
    if (reply && 'problems' in reply) throw { code: 'invalid', detail: reply };
    return { value: reply, note: reply?.kind === 'saved' ? { change: '1', act: 'funnel_edited', subject: 'B2B', count: 1 } : null };
  });
}
beforeEach(() => setLanguage('en'));
afterEach(() => clearMocks());

test('an edit that the book asks about is sent again with the answer, and shown with its undo', async () => {
  answer(asks, { kind: 'saved', view, moved: 3 });
  const edits = new Edits('b2b');
  const wanted = { kind: 'switch_stage', stage: 'exploring', on: false } as const;
  expect(await edits.run(wanted)).toEqual([]);
  expect([edits.asks, edits.view]).toEqual([asks, undefined]);
  await edits.answer([{ stage: 'exploring', to: 'evaluating' }]);
  expect(asked.map(({ edits: sent, homes, rehearsed }) => ({ sent, homes, rehearsed }))).toEqual([
    { sent: [wanted], homes: [], rehearsed: false },
    { sent: [wanted], homes: [{ stage: 'exploring', to: 'evaluating' }], rehearsed: true }
  ]);
  expect([edits.asks, edits.view]).toEqual([undefined, view]);
  expect(status.toast?.text).toBe('Funnel changed, 3 opportunities moved');
  expect(status.toast?.undo).toBeTypeOf('function');
});

test('what was dropped is not sent again, and problems come back to the form', async () => {
  answer(asks, { problems: [{ field: 'stages.exploring.floor', rule: 'outOfOrder' }] });
  const edits = new Edits('b2b');
  await edits.run({ kind: 'may_skip', maySkip: false });
  edits.drop();
  await edits.answer([]);
  expect(asked).toHaveLength(1);
  const problems = await edits.run({ kind: 'stage_numbers', stage: 'exploring', floor: 90, plannedDays: 1, idleDays: 1 });
  expect(problems).toEqual([{ field: 'stages.exploring.floor', rule: 'outOfOrder' }]);
  expect(refusedText(problems)).toBe('This does not fit the order.');
});

test('the dialog says what would have been stopped and asks where opportunities go', async () => {
  const answers: unknown[] = [];
  render(AskDialog, { asks, gates: [], onanswer: (homes: unknown) => void answers.push(homes), onclose: () => undefined });
  expect(screen.getByText('Would have stopped 14 of 60 past moves, 9 of which were later lost.')).toBeInTheDocument();
  await userEvent.selectOptions(screen.getByLabelText('Exploring: 3 opportunities go to'), 'evaluating');
  await userEvent.click(screen.getByText('Save'));
  expect(answers).toEqual([[{ stage: 'exploring', to: 'evaluating' }]]);
});

test('numbers are whole or nothing', () => {
  expect(['15', ' 7 ', '', '1.5', '-2', 'x', '300'].map((text) => wholeNumber(text, 255))).toEqual([15, 7, null, null, null, null, 255]);
});
