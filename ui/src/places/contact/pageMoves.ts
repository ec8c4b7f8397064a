// The moves of the board for one opportunity of the contact page: the same way through the book, the same answers.

import type { Board, Card, OpportunityPage } from '../../lib/api';
import { Moves } from '../board/moves.svelte';

/** What the moves need to know of a board, from one opportunity. */
export function boardOf(page: OpportunityPage): Board {
  return { funnels: [], funnel: page.funnel, cards: [page.card], totals: [], nurture: 0, disqualified: 0, lost: 0, needsAction: 0 };
}

export class PageMoves extends Moves {
  #again: () => Promise<void>;

  constructor(page: () => OpportunityPage | undefined, again: () => Promise<void>) {
    super(() => {
      const now = page();
      return now && boardOf(now);
    }, again);
    this.#again = again;
  }

  /** After a move the page reads again; there is no column to announce. */
  override async settled(_card: Card): Promise<void> {
    await this.#again();
  }
}
