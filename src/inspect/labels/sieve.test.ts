import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLabels } from './classify.ts';

const folder = new URL('.', import.meta.url).pathname;
const paths = await Array.fromAsync(glob('*.yml', { cwd: folder }));
const book = compileLabels(paths.map((path) => ({ path, text: readFileSync(folder + path, 'utf8') })));
const passes = (piece: string, mostUnknown: number): boolean =>
  book.mayBeLabel(`<${piece}>`, 1, 1 + piece.length, mostUnknown);

describe('the sieve before the book of labels', () => {
  it('refuses what has too many words of no phrase, and what has none of any', () => {
    expect(passes('qwfp zxcvArst', 1)).toBe(false);
    expect(passes('Swiss date of birth', 0)).toBe(false);
    expect(passes('Swiss date of birth', 1)).toBe(true);
    expect(passes('zzyzx', 1)).toBe(false);
    expect(passes('12 345', 1)).toBe(false);
    expect(passes('name@host', 1)).toBe(false);
    expect(passes(`date of birth${' '.repeat(80)}`, 1)).toBe(false);
  });

  it('lets through what a part of the piece may say', () => {
    for (const piece of [
      'Qwfp zxcv / date of birth',
      'Swiss AHV number (also of Liechtenstein)',
      'tax number (AFM)',
      'E-Mail',
      'e mail',
      'DoB',
      'dateOfBirth',
      'IBANNumber',
      'Geburtsdatum',
      'Straße',
      'Kunden-Nr. #',
      'geburts datum',
      // Whether it is made of others is not looked at here.
      'qwfpgjluyarstdhneioxz',
    ])
      expect([piece, passes(piece, 1)]).toEqual([piece, true]);
  });

  it('never refuses what the book knows', () => {
    const word = fc.oneof(
      fc.constantFrom(
        ...'date of birth DoB e E mail Mail IBAN no tax number geburts Datum'.split(' '),
        ...'Straße código fiscale Kunden NR PLZ first Name c f the patients'.split(' '),
      ),
      fc.string({ maxLength: 5 }),
      fc.constantFrom('qwfp', 'Zxcv', 'X9', '2', '19', 'aB'),
    );
    const between = fc.constantFrom(
      ' ',
      '',
      '-',
      '_',
      '.',
      '  ',
      ' (',
      ') ',
      '[',
      ']',
      '/',
      ' | ',
      '·',
      '#',
      ', ',
      'º ',
      '@',
    );
    const piece = fc.array(fc.tuple(word, between), { maxLength: 7 }).map((parts) => parts.flat().join(''));
    fc.assert(
      fc.property(piece, fc.constantFrom(0, 1), (text, mostUnknown) => {
        const meaning = book.ask(text);
        if (meaning !== undefined && meaning.unknown <= mostUnknown) expect(passes(text, mostUnknown)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('forgets words before it has no room for more', () => {
    for (let at = 0; at < 40_000; at += 1)
      passes(`qx${at.toString(36).replaceAll(/\d/gu, 'z')}y${'abcdefgh'[at % 8]} zxcvq`, 1);
    expect(passes('date of birth', 0)).toBe(true);
    expect(passes('qwfp zxcvArst', 1)).toBe(false);
  });
});
