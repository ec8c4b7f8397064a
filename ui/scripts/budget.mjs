// Fails the build when the first load is heavier than agreed: 130 kB of script and 15 kB of style, gzipped.
// First load = the entry and everything it imports statically; places that are fetched later do not count.
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
const styles = new Set([...first].flatMap((key) => manifest[key].css ?? []));
const style = [...styles].reduce((sum, file) => sum + weigh(file), 0);

console.log(`first load: script ${(script / 1000).toFixed(1)} of 130 kB, style ${(style / 1000).toFixed(1)} of 15 kB (gzip)`);
if (script > SCRIPT_LIMIT || style > STYLE_LIMIT) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
