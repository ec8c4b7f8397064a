// How the cards of a board are laid out: columns of sections, from the funnel and the totals that the book gave.

import type { Board, Card, Level, Money, Stage, StageTotal, Status } from '../../lib/api';
import type { LevelWord } from '../../parts/icons';

export type View = 'levels' | 'stages' | 'table';
export type ExitStatus = Extract<Status, 'nurture' | 'disqualified' | 'lost'>;

/** A stage with its cards. */
export interface Section {
  stage: Stage;
  cards: readonly Card[];
  total: StageTotal;
}

/** A column: one level with its stages, or one stage alone. */
export interface Column {
  key: string;
  level: LevelWord;
  /** Set when the column is a stage of its own. */
  stage: Stage | undefined;
  sections: readonly Section[];
  count: number;
  amount: Money;
}

const levels: readonly Level[] = ['lead', 'qualified_lead', 'prospect', 'customer'];

function add(sections: readonly Section[], currency: string): { count: number; amount: Money } {
  return {
    count: sections.reduce((sum, one) => sum + one.total.count, 0),
    amount: { minor: sections.reduce((sum, one) => sum + one.total.amount.minor, 0), currency: sections.find((one) => one.total.count > 0)?.total.amount.currency ?? currency }
  };
}

/** The sections of a board in the funnel's order. A stage that is off shows only while cards stand at it. */
export function sectionsOf(board: Board, currency: string): Section[] {
  return board.funnel.stages.flatMap((stage) => {
    const cards = board.cards.filter((card) => card.stage === stage.key);
    const total = board.totals.find((one) => one.stage === stage.key) ?? { stage: stage.key, count: 0, amount: { minor: 0, currency } };
    return stage.on || total.count > 0 ? [{ stage, cards, total }] : [];
  });
}

/** The columns of a view. */
export function columnsOf(board: Board, view: View, currency: string): Column[] {
  const sections = sectionsOf(board, currency);
  if (view === 'stages') return sections.map((one) => ({ key: one.stage.key, level: one.stage.level, stage: one.stage, sections: [one], ...add([one], currency) }));
  return levels.map((level) => {
    const own = sections.filter((one) => one.stage.level === level);
    return { key: level, level, stage: undefined, sections: own, ...add(own, currency) };
  });
}

/** Open cards and their value: everything but what is won. */
export function openOf(board: Board, currency: string): { count: number; amount: Money } {
  return add(
    sectionsOf(board, currency).filter((one) => one.stage.role !== 'won'),
    currency
  );
}

/** Columns that stay when a sheet takes a part of the window: those around a card. */
export function columnsBeside(columns: readonly Column[], stage: string, room: number): readonly Column[] {
  if (columns.length <= room) return columns;
  const at = columns.findIndex((column) => column.sections.some((one) => one.stage.key === stage));
  const from = Math.max(0, Math.min(at < 0 ? 0 : at - Math.floor((room - 1) / 2), columns.length - room));
  return columns.slice(from, from + room);
}

/** The stage that a card goes to when it is dropped on a column as a whole. */
export function stageFor(column: Column, card: Card): string | undefined {
  const own = column.sections.filter((one) => one.stage.on);
  return (own.find((one) => one.stage.key === card.nextStage) ?? own.find((one) => one.stage.key === card.stage) ?? own[0])?.stage.key;
}

/** The stage before a card's own in use; `undefined` at the first. */
export function stageBefore(board: Board, card: Card): Stage | undefined {
  const at = board.funnel.stages.findIndex((stage) => stage.key === card.stage);
  return board.funnel.stages.slice(0, Math.max(0, at)).findLast((stage) => stage.on);
}

/** Whether a stage comes before the card's own in the funnel's order. */
export function isBack(board: Board, card: Card, to: string): boolean {
  const at = (key: string): number => board.funnel.stages.findIndex((stage) => stage.key === key);
  return at(to) < at(card.stage);
}
