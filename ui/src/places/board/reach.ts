// Ways to reach a contact: links that the system opens after a click that shows where they lead.

import { api } from '../../lib/api';
import { status } from '../../state/toast.svelte';

/** `https://wa.me/62812…` for a number in E.164; empty for anything else. */
export function whatsappLink(e164: string): string {
  return /^\+\d{6,15}$/.test(e164) ? `https://wa.me/${e164.slice(1)}` : '';
}

/** Opens http, https, mailto or tel with the system's own program. */
export async function openLink(url: string): Promise<void> {
  try {
    await api.linkOpen({ url });
  } catch (error) {
    status.fail(error);
  }
}

/** Puts a text on the clipboard and says so. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    status.show({ text: said });
  } catch (error) {
    status.fail(error);
  }
}
