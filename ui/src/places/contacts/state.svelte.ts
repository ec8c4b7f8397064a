// What the list of contacts shows and where it stands, kept while other places are open. The rows come in pages; the rows
// of an older search stay until those of the newer one are there, so nothing flickers.
// Deliberately absent: any judgement about which contact matches; the book searches.

import { SvelteSet } from 'svelte/reactivity';
import { api, type ContactId, type ContactRow, type ContactsRequest, type Level, type Sort, type Temperature } from '../../lib/api';
import type { Loader } from '../../state/pages.svelte';
import { PAGE } from '../../state/pages.svelte';
import { status } from '../../state/toast.svelte';

/** What the person asked for. */
export interface Filter {
  text: string;
  level: Level | null;
  event: string | null;
  temperature: Temperature | null;
  tag: string;
  sort: Sort;
}

export const noFilter = (): Filter => ({ text: '', level: null, event: null, temperature: null, tag: '', sort: 'newest' });

/** Rows that the book gives at most in one answer. */
const MOST = 500;

export class ContactList {
  filter = $state(noFilter());
  total = $state(0);
  /** Whether an answer has come at all. */
  ready = $state(false);
  load = $state.raw<Loader<ContactRow>>(async () => []);
  version = $state(0);
  active = $state(-1);
  scrollTop = 0;
  readonly selected = new SvelteSet<ContactId>();
  #anchor = -1;
  #sequence = 0;
  #shown = '';
  #first: readonly ContactRow[] | undefined;

  get filtered(): boolean {
    const { text, level, event, temperature, tag } = this.filter;
    return text.trim() !== '' || level !== null || event !== null || temperature !== null || tag !== '';
  }

  /** The request for the present filter. */
  request(): ContactsRequest {
    const { text, level, event, temperature, tag, sort } = this.filter;
    return { text: text.trim(), level, event, temperature, tag, sort };
  }

  /** Asks for the first page; a new question starts at the top, the same one keeps its place. */
  async look(request: ContactsRequest): Promise<void> {
    const mine = ++this.#sequence;
    try {
      const page = await api.contactsPage({ ...request, offset: 0, limit: PAGE });
      if (mine !== this.#sequence) return;
      const asked = JSON.stringify(request);
      this.total = page.total;
      this.ready = true;
      // Saves the list its first question; the newest answer counts, also when nobody has drawn the older one yet.
      this.#first = page.rows;
      if (asked === this.#shown) {
        this.version++;
        return;
      }
      const again = this.#shown !== '';
      this.#shown = asked;
      this.load = async (offset, limit) => {
        const rows = this.#first;
        if (offset === 0 && rows && asked === this.#shown) {
          this.#first = undefined;
          return rows;
        }
        return (await api.contactsPage({ ...request, offset, limit })).rows;
      };
      this.active = page.total > 0 ? 0 : -1;
      if (again) {
        this.#anchor = -1;
        this.scrollTop = 0;
        this.selected.clear();
      }
    } catch (error) {
      if (mine === this.#sequence) status.fail(error, { retry: () => void this.look(request) });
    }
  }

  /** Selects one row more or less. */
  toggle(id: ContactId, index: number): void {
    if (!this.selected.delete(id)) this.selected.add(id);
    this.#anchor = index;
  }

  /** Selects the rows from where the selection began to this one. */
  async extend(index: number): Promise<void> {
    const from = this.#anchor < 0 ? Math.max(0, this.active) : this.#anchor;
    this.#anchor = from;
    const ids = await this.ids(Math.min(from, index), Math.max(from, index));
    this.selected.clear();
    for (const id of ids) this.selected.add(id);
  }

  async selectAll(): Promise<void> {
    for (const id of await this.ids(0, this.total - 1)) this.selected.add(id);
  }

  clearSelection(): void {
    this.selected.clear();
    this.#anchor = -1;
  }

  /** The contacts of some rows, also of those that were never in sight. */
  async ids(from: number, to: number): Promise<ContactId[]> {
    const request = this.request();
    const found: ContactId[] = [];
    try {
      for (let offset = from; offset <= to; offset += MOST) {
        const { rows } = await api.contactsPage({ ...request, offset, limit: Math.min(MOST, to - offset + 1) });
        if (rows.length === 0) break;
        found.push(...rows.map((row) => row.contact));
      }
    } catch (error) {
      status.fail(error);
    }
    return found;
  }
}

/** The one list of contacts. */
export const contacts = new ContactList();
