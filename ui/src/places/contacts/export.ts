// Writing contacts to a file: the menu of formats, and the act.

import { api, type ContactId, type ExportFormat } from '../../lib/api';
import { t } from '../../lib/i18n/index.svelte';
import type { MenuItem } from '../../parts/menu';
import { attempt, status } from '../../state/toast.svelte';

const formats: readonly ExportFormat[] = ['vcard4', 'vcard3', 'csv', 'json'];

/** One line a format; `which` gives the contacts, none for all of them. */
export function exportItems(which: () => ContactId[]): MenuItem[] {
  return formats.map((format) => ({ label: t().contacts.formats[format], run: () => void exportContacts(which(), format) }));
}

/** Lets the person pick a file and writes the contacts to it; all of them when `contacts` is empty. */
export async function exportContacts(contacts: ContactId[], format: ExportFormat): Promise<void> {
  const done = await attempt(() => api.contactsExport({ contacts, format }), { chooseFolder: () => void exportContacts(contacts, format) });
  if (done) status.show({ text: t().contacts.exported({ n: done.records, file: done.file }) });
}
