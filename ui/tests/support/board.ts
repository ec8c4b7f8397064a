// Typed pieces of the wire for tests of the board, the gate and Today: whole, so that a change of the wire breaks them.

import type { Board, Card, GateReport, GateView, Item, ItemReport, Stage, TodayRow } from '../../src/lib/api';

const both = (en: string): { id: string; en: string } => ({ id: `${en} (id)`, en });

export function stageOf(key: string, level: Stage['level'], role: Stage['role'] = 'prospect', on = true): Stage {
  return { key, level, role, label: both(key), guidance: both(`Guidance of ${key}`), floor: null, plannedDays: 5, idleDays: 5, on };
}

export const stages: Stage[] = [stageOf('captured', 'lead', 'captured'), stageOf('ready', 'lead', 'ready'), stageOf('qualified', 'qualified_lead', 'qualified'), stageOf('engaged', 'prospect', 'engaged'), stageOf('exploring', 'prospect'), stageOf('customer', 'customer', 'won')];

export function cardOf(opportunity: string, stage: string, more: Partial<Card> = {}): Card {
  return {
    opportunity,
    contact: `c-${opportunity}`,
    name: `Name ${opportunity}`,
    company: `Company ${opportunity}`,
    temperature: 'warm',
    level: stages.find((one) => one.key === stage)?.level ?? 'lead',
    funnel: 'b2b',
    stage,
    stageLabel: both(stage),
    status: stage === 'customer' ? 'won' : 'open',
    percent: null,
    amount: null,
    timeFrame: { kind: 'none', on: null, from: null, to: null, n: 0 },
    gate: { done: 1, waived: 0, total: 3, ready: false },
    nextStage: stages[stages.findIndex((one) => one.key === stage) + 1]?.key ?? null,
    nextLabel: null,
    nextStep: { kind: 'nothing' },
    staleness: { lastTouch: '2026-11-20T02:00:00Z', idleDays: 1, limit: 5, state: 'fresh', pausedUntil: null },
    since: '2026-11-20T02:00:00Z',
    statusSince: '2026-11-20T02:00:00Z',
    wakeOn: null,
    ...more
  };
}

export function boardOf(cards: Card[], more: Partial<Board> = {}): Board {
  return {
    funnels: [{ key: 'b2b', name: both('Business') }],
    funnel: { key: 'b2b', name: both('Business'), maySkip: false, stages, gates: [] },
    cards,
    totals: stages.flatMap((stage) => {
      const own = cards.filter((card) => card.stage === stage.key);
      return own.length > 0 ? [{ stage: stage.key, count: own.length, amount: { minor: own.reduce((sum, card) => sum + (card.amount?.minor ?? 0), 0), currency: 'IDR' } }] : [];
    }),
    nurture: 0,
    disqualified: 0,
    lost: 0,
    needsAction: 0,
    ...more
  };
}

export function itemOf(key: string, more: Partial<Item> = {}): Item {
  return { key, text: both(`Item ${key}`), kind: 'answered', field: null, weight: 1, strength: 'mandatory', mayNotApply: false, checkAgain: false, noWaiver: false, ...more };
}

export function reportOf(item: Item, more: Partial<ItemReport> = {}): ItemReport {
  return { item, gate: 'g', policy: 'strict', side: 'leave', state: 'missing', seen: false, value: { text: '', on: null, amount: null }, ...more };
}

export function gateOf(items: ItemReport[], more: Partial<GateReport> = {}): GateReport {
  const missing = items.filter((one) => one.item.strength === 'mandatory' && (one.state === 'missing' || one.state === 'invalid')).map((one) => one.item.key);
  return { from: 'engaged', to: 'exploring', policy: items[0]?.policy ?? 'strict', items, missing, ready: missing.length === 0, reasonEnough: false, ...more };
}

export function viewOf(items: ItemReport[], more: Partial<GateReport> = {}): GateView {
  return { card: cardOf('o1', 'engaged'), to: 'exploring', toLabel: both('exploring'), guidance: both('Ask who signs.'), report: gateOf(items, more) };
}

export function rowOf(id: string, more: Partial<TodayRow> = {}): TodayRow {
  return {
    activity: { id, contactId: `c-${id}`, opportunityId: null, kind: 'call', preset: null, subject: '', result: '', inbound: false, state: 'open', dueAt: '2026-11-24T02:00:00Z', doneAt: null, ownerId: null, createdAt: '2026-11-20T02:00:00Z' },
    item: null,
    name: `Name ${id}`,
    company: `Company ${id}`,
    phone: '+628123456789',
    email: '',
    card: null,
    dueAt: '2026-11-24T02:00:00Z',
    daysLate: 0,
    cold: false,
    ...more
  };
}
