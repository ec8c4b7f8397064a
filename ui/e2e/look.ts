// Theme, language and density of a book, set past the page.

import type { Bridge } from './bridge';

export const themes = ['light', 'dark', 'sunlight'] as const;
export const languages = ['id', 'en'] as const;

export interface Look {
  theme?: (typeof themes)[number];
  language?: (typeof languages)[number];
  density?: 'comfortable' | 'compact';
  textSize?: number;
}

/** Writes how the screen shall look into the settings of the book. */
export async function setLook(bridge: Bridge, look: Look): Promise<void> {
  const { settings } = (await bridge.ipc('book_status')) as { settings: Record<string, unknown> };
  await bridge.ipc('settings_save', { request: { ...settings, ...look } });
}
