import { expect, test } from 'vitest';
import { vocabulary } from './index.ts';
import { languages } from './list.ts';
import { headerKeys } from './headers/keys.ts';
import { sideOf } from './split.ts';

const key = (word: string) =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9{}]/g, '');

test('headers, labels and sentences of measuring never occur in development, however they are spelled', () => {
  const phrases = (side: 'development' | 'reserved') => {
    const { language, national } = vocabulary(side);
    const all = languages.flatMap((code) => [
      ...headerKeys.flatMap((name) => language[code].headers[name]),
      ...language[code].sentences,
      ...language[code].titles,
    ]);
    return [...all, ...Object.values(national).flat()].map(key);
  };
  const development = new Set(phrases('development'));
  expect(phrases('reserved').filter((phrase) => development.has(phrase))).toEqual([]);
});

test('a third of every list is reserved, and no list is without words on a side', () => {
  const sides = [vocabulary('development'), vocabulary('reserved')] as const;
  for (const code of languages) {
    for (const name of headerKeys) {
      const [open, kept] = sides.map(({ language }) => language[code].headers[name].length) as [number, number];
      expect(open, `${code} ${name}`).toBeGreaterThan(0);
      expect(kept, `${code} ${name}`).toBeGreaterThan(0);
    }
  }
  const count = (at: 0 | 1) =>
    languages.reduce(
      (sum, code) => sum + headerKeys.reduce((part, name) => part + sides[at].language[code].headers[name].length, 0),
      0,
    );
  const share = count(1) / (count(0) + count(1));
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.37);
});

test('names, streets and cities are split as well', () => {
  const [open, kept] = [vocabulary('development'), vocabulary('reserved')];
  for (const list of ['family', 'female', 'male', 'streets', 'cities'] as const) {
    const known = new Set(open.country.DE[list]);
    expect(kept.country.DE[list].filter((word) => known.has(word))).toEqual([]);
    expect(kept.country.DE[list].length).toBeGreaterThan(5);
  }
});

test('seeds from 1000 on measure', () => {
  expect([0, 999, 1000, 5000].map(sideOf)).toEqual(['development', 'development', 'reserved', 'reserved']);
});
