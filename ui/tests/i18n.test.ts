import { expect, test } from 'vitest';
import en from '../src/lib/i18n/en';
import id from '../src/lib/i18n/id';

type Leaf = string | ((given: never) => string);
type Tree = { [key: string]: Leaf | Tree };

function leaves(tree: Tree, path = ''): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === 'object') for (const [deep, leaf] of leaves(value, here)) found.set(deep, leaf);
    else found.set(here, value);
  }
  return found;
}

const english = leaves(en as unknown as Tree);
const indonesian = leaves(id as unknown as Tree);

/** A value for whatever a sentence may ask for. */
const given = new Proxy({}, { get: (_, key) => (['n', 'done', 'all', 'waived', 'days', 'ok', 'at', 'of', 'won', 'lost', 'from', 'to', 'day'].includes(String(key)) ? 2 : `<${String(key)}>`) });
const said = (leaf: Leaf | undefined): string => (typeof leaf === 'function' ? leaf(given as never) : (leaf ?? ''));

/** Left empty on purpose: English has no word for the day after tomorrow. */
const empty = new Set(['words.dayAfterTomorrow']);

test('both dictionaries hold the same sentences', () => {
  expect([...indonesian.keys()].sort()).toEqual([...english.keys()].sort());
});

test('every sentence says something in both languages and leaves no value out by accident', () => {
  for (const key of english.keys()) {
    for (const leaf of [english.get(key), indonesian.get(key)]) {
      const text = said(leaf);
      if (!empty.has(key)) expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/undefined|NaN|\[object/);
    }
  }
});

test('what one language names the other names too', () => {
  for (const key of english.keys()) {
    const names = (text: string): string[] => [...text.matchAll(/<\w+>/g)].map((match) => match[0]).sort();
    expect(names(said(indonesian.get(key))), key).toEqual(names(said(english.get(key))));
  }
});

test('Indonesian is formal and free of English leftovers', () => {
  const leftovers = /\b(kamu|kau|the|and|your|with|please|click)\b/i;
  for (const [key, leaf] of indonesian) {
    if (key === 'palette.switchLanguage' || key === 'language') continue;
    expect(said(leaf), key).not.toMatch(leftovers);
  }
});
