// A draft of a contact with every field there, so that forms can bind to it. The book's own drafts leave out what is empty.
// Deliberately absent: any judgement about what is typed; the book checks it.

import type { AddressDraft, ContactDraft, LabelledDraft, PhoneDraft } from './api';

type Whole<T> = Required<T>;

/** A contact draft without gaps. */
export interface WholeDraft extends Omit<Whole<ContactDraft>, 'phones' | 'emails' | 'links' | 'addresses'> {
  phones: Whole<PhoneDraft>[];
  emails: Whole<LabelledDraft>[];
  links: Whole<LabelledDraft>[];
  addresses: Whole<AddressDraft>[];
}

export const emptyPhone = (): Whole<PhoneDraft> => ({ raw: '', kind: null, id: null });
export const emptyLabelled = (): Whole<LabelledDraft> => ({ value: '', label: '', id: '' });
export const emptyAddress = (): Whole<AddressDraft> => ({ text: '', street: '', city: '', region: '', postcode: '', country: '', label: '', id: '' });

/** Fills the gaps of a draft and gives each list at least so many rows. */
export function wholeDraft(draft: ContactDraft = {}, rows = { phones: 0, emails: 0, links: 0, addresses: 0 }): WholeDraft {
  const list = <T, W>(given: readonly T[] | undefined, least: number, empty: () => W): W[] => {
    const filled = (given ?? []).map((row) => ({ ...empty(), ...row }) as W);
    while (filled.length < least) filled.push(empty());
    return filled;
  };
  return {
    name: draft.name ?? '',
    titlesBefore: draft.titlesBefore ?? '',
    titlesAfter: draft.titlesAfter ?? '',
    givenName: draft.givenName ?? '',
    familyName: draft.familyName ?? '',
    jobTitle: draft.jobTitle ?? '',
    department: draft.department ?? '',
    company: draft.company ?? '',
    phones: list(draft.phones, rows.phones, emptyPhone),
    emails: list(draft.emails, rows.emails, emptyLabelled),
    links: list(draft.links, rows.links, emptyLabelled),
    addresses: list(draft.addresses, rows.addresses, emptyAddress),
    tags: [...(draft.tags ?? [])],
    note: draft.note ?? '',
    temperature: draft.temperature ?? null,
    language: draft.language ?? ''
  };
}

/** Whether nothing at all is in a draft. */
export function isBlank(draft: WholeDraft): boolean {
  const { phones, emails, links, addresses, tags, temperature, ...lines } = draft;
  const texts = [...Object.values(lines), ...phones.map((one) => one.raw), ...emails.map((one) => one.value), ...links.map((one) => one.value), ...addresses.map((one) => one.text), ...tags];
  return temperature === null && texts.every((text) => text.trim() === '');
}

/** What is typed stays; what is empty is filled from the other draft. Notes are put one below the other. */
export function filled(typed: WholeDraft, other: WholeDraft): WholeDraft {
  const pick = (mine: string, theirs: string): string => (mine.trim() ? mine : theirs);
  const rows = <T>(mine: T[], theirs: T[], text: (row: T) => string): T[] => {
    const kept = mine.filter((row) => text(row).trim());
    const added = theirs.filter((row) => text(row).trim() && !kept.some((one) => text(one).trim() === text(row).trim()));
    const all = [...kept, ...added];
    return all.length >= mine.length ? all : [...all, ...mine.filter((row) => !text(row).trim()).slice(0, mine.length - all.length)];
  };
  return {
    name: pick(typed.name, other.name),
    titlesBefore: pick(typed.titlesBefore, other.titlesBefore),
    titlesAfter: pick(typed.titlesAfter, other.titlesAfter),
    givenName: typed.name.trim() ? typed.givenName : other.givenName,
    familyName: typed.name.trim() ? typed.familyName : other.familyName,
    jobTitle: pick(typed.jobTitle, other.jobTitle),
    department: pick(typed.department, other.department),
    company: pick(typed.company, other.company),
    phones: rows(typed.phones, other.phones, (row) => row.raw),
    emails: rows(typed.emails, other.emails, (row) => row.value),
    links: rows(typed.links, other.links, (row) => row.value),
    addresses: rows(typed.addresses, other.addresses, (row) => row.text),
    tags: [...new Set([...typed.tags, ...other.tags])],
    note: [typed.note, other.note].filter((text) => text.trim()).join('\n'),
    temperature: typed.temperature ?? other.temperature,
    language: pick(typed.language, other.language)
  };
}
