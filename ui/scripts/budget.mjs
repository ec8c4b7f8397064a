// Fails the build when the first load is heavier than agreed: 130 kB of script and 15 kB of style, gzipped.
// First load = the entry, everything it imports statically, and their style. Places are fetched when they are opened;
// the style of the heaviest one counts too, because one place is always opened at the start.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const SCRIPT_LIMIT = 130_000;
const STYLE_LIMIT = 15_000;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
const weigh = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

const first = new Set();
const visit = (key) => {
  if (first.has(key)) return;
  first.add(key);
  for (const next of manifest[key]?.imports ?? []) visit(next);
};
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key);

const script = [...first].reduce((sum, key) => sum + weigh(manifest[key].file), 0);
const stylesOf = (keys) => new Set([...keys].flatMap((key) => manifest[key].css ?? []));
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0);
const shell = stylesOf(first);
const withImports = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) withImports(next, seen);
  return seen;
};
const places = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry);
const heaviest = Math.max(0, ...places.map((key) => sum([...stylesOf(withImports(key))].filter((file) => !shell.has(file)))));
const style = sum(shell) + heaviest;

console.log(`first load: script ${(script / 1000).toFixed(1)} of 130 kB, style ${(style / 1000).toFixed(1)} of 15 kB (gzip)`);
if (script > SCRIPT_LIMIT || style > STYLE_LIMIT) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
