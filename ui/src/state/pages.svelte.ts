// Pages of a long list: loaded when they come into sight, kept while they are loaded again, dropped when far away.
// Deliberately absent: knowledge of what the rows are.

/** Rows of one page. */
export const PAGE = 200;
/** Pages kept at most: what is farther from sight is dropped first. */
const KEPT = 24;

export type Loader<T> = (offset: number, limit: number) => Promise<readonly T[]>;

/** Rows by their index, of a list that is never loaded as a whole. */
export class Pages<T> {
  #pages = new Map<number, readonly T[]>();
  #stale = new Set<number>();
  #flying = new Map<number, number>();
  #generation = 0;
  #turn = $state(0);
  #sight: readonly [number, number] = [0, 0];
  #load: Loader<T>;
  #onerror: (error: unknown) => void;

  constructor(load: Loader<T>, onerror: (error: unknown) => void = () => {}) {
    this.#load = load;
    this.#onerror = onerror;
  }

  /** The row, or `undefined` while its page is not there yet. */
  at(index: number): T | undefined {
    void this.#turn;
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Makes sure that the rows from `first` to `last` are on their way. */
  want(first: number, last: number): void {
    const from = Math.floor(Math.max(0, first) / PAGE);
    const to = Math.floor(Math.max(0, last) / PAGE);
    this.#sight = [from, to];
    for (let page = from; page <= to; page++) void this.#fetch(page);
  }

  /** Another list: everything is dropped. */
  reset(load: Loader<T>): void {
    this.#load = load;
    this.#generation++;
    this.#pages.clear();
    this.#stale.clear();
    this.#flying.clear();
    this.#turn++;
  }

  /** The same list, changed: what is shown stays until the new rows are there. */
  refresh(load: Loader<T> = this.#load): void {
    this.#load = load;
    this.#generation++;
    this.#flying.clear();
    for (const page of this.#pages.keys()) this.#stale.add(page);
    const [from, to] = this.#sight;
    for (let page = from; page <= to; page++) void this.#fetch(page);
  }

  async #fetch(page: number): Promise<void> {
    if (this.#flying.has(page) || (this.#pages.has(page) && !this.#stale.has(page))) return;
    const mine = this.#generation;
    this.#flying.set(page, mine);
    try {
      const rows = await this.#load(page * PAGE, PAGE);
      if (mine !== this.#generation) return;
      this.#pages.set(page, rows);
      this.#stale.delete(page);
      this.#forget();
      this.#turn++;
    } catch (error) {
      if (mine === this.#generation) this.#onerror(error);
    } finally {
      if (this.#flying.get(page) === mine) this.#flying.delete(page);
    }
  }

  #forget(): void {
    if (this.#pages.size <= KEPT) return;
    const middle = (this.#sight[0] + this.#sight[1]) / 2;
    const far = [...this.#pages.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const page of far.slice(0, this.#pages.size - KEPT)) {
      this.#pages.delete(page);
      this.#stale.delete(page);
    }
  }
}
