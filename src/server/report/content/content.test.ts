import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedPath } from './impact.ts';
import { countryWord, inText, range, reasonWord, short, size, time } from './words.ts';

test.each([
  ['', 'the item itself'],
  ['!/Anna Muster/Zeugnis.pdf', 'An•••/Ze•••.pdf'],
  ['!/backup.zip!/kunden/liste.csv', 'ba•••.zip › ku•••/li•••.csv'],
  ['!/\u202egnp.exe', '\\u•••.exe'],
])('the path %j is shown as %j', (path, shown) => expect(maskedPath(path)).toBe(shown));

test('no name below an item is shown whole, however it is written', () => {
  const letters = fc.string({ minLength: 4, maxLength: 30, unit: fc.constantFrom(...'abcdefghäöß') });
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), (names) => {
      const shown = maskedPath(names.map((name) => `!/${name}`).join(''));
      for (const name of names) expect(shown).not.toContain(name);
    }),
  );
});

test.each<[unknown, string]>([
  [range(5, 5), '5'],
  [range(4812, 4930), '4,812 to 4,930'],
  [countryWord('DE'), 'Germany'],
  [countryWord(''), 'Not known'],
  [inText('Mail addresses'), 'mail addresses'],
  [inText('IP addresses'), 'IP addresses'],
  [reasonWord(null), 'Not known'],
  [reasonWord('a-code-of-tomorrow'), 'a-code-of-tomorrow'],
  [size(999), '999 B'],
  [size(1_500_000), '1.5 MB'],
  [time('2026-03-29T00:30:00Z', 'Europe/Berlin'), '29 Mar 2026, 01:30 CET (Europe/Berlin)'],
  [short('ab😀', 3), 'ab\ufffd … (cut)'],
])('%j is %j', (said, expected) => expect(said).toBe(expected));
