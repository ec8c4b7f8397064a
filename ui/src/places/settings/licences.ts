// Parts that are bundled with the window, by name and licence. Texts of the licences stand in their packages.

export interface Part {
  name: string;
  licence: string;
}

export const bundled: readonly Part[] = [
  { name: 'Atkinson Hyperlegible Next', licence: 'OFL-1.1' },
  { name: 'Svelte', licence: 'MIT' },
  { name: 'Bits UI, Melt, Runed', licence: 'MIT' },
  { name: 'Floating UI, Tabbable', licence: 'MIT' },
  { name: 'Internationalized Date', licence: 'Apache-2.0' },
  { name: 'Lucide', licence: 'ISC' },
  { name: 'Tauri', licence: 'MIT / Apache-2.0' },
  { name: 'SQLite', licence: 'Public domain' },
  { name: 'rusqlite', licence: 'MIT' },
  { name: 'serde, chrono, thiserror, uuid, log', licence: 'MIT / Apache-2.0' },
  { name: 'specta, tauri-specta', licence: 'MIT' }
];
