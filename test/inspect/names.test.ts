import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readClues } from '../../src/inspect/names/clues.ts';
import { findNames } from '../../src/inspect/names/finder.ts';
import { readLabelFiles } from '../../src/inspect/labels/vocabulary.ts';
import { shippedLabels } from '../../src/server/inspection/sources.ts';

/** Letters, minutes and notes in which `[[…]]` marks each name of a person, one file a language. */
const folder = join(import.meta.dirname, '../cases/names');
const clues = readClues(readLabelFiles(await shippedLabels()));

describe('names in running text', () => {
  // The texts in `blind` were written by somebody who saw neither words nor code; they are for measuring.
  it.each([
    ...['de', 'en', 'es', 'fr', 'it'].map((language) => [`${language}.txt`, 0.9] as const),
    ...['de', 'en', 'es', 'fr', 'it'].map((language) => [`blind/${language}.txt`, 0.8] as const),
  ])('%s', (file, least) => {
    const { text, truth } = marked(readFileSync(join(folder, file), 'utf8'));
    const found = new Set(
      findNames(text, 0, text.length, clues).map(({ start, end }) => text.slice(start, end) + start),
    );
    const right = truth.filter((place) => found.has(place)).length;
    const [precision, recall] = [right / found.size, right / truth.length];
    const f1 = (2 * precision * recall) / (precision + recall);
    process.stdout.write(
      `names in running text, ${file}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}\n`,
    );
    expect(f1).toBeGreaterThanOrEqual(least);
  });

  it.each([
    ['firms', 'The offer of Martin & Partner and of Bernard Hermanos SL was late.'],
    ['streets and squares', 'Meet at 26 Albert Terrace, Piazza Giuseppe Garibaldi or rue Victor Hugo.'],
    ['products', 'We shipped the Harper Stool and item 4711 Felix Cat Food.'],
    ['addresses and paths', 'see Anna.Weber@kontor.example, C:\\Users\\Anna.Weber and /home/Anna/Weber'],
    ['places', 'She moved from San Antonio to Santa Margherita Ligure.'],
  ])('%s are nobody', (_, text) => {
    expect(findNames(text, 0, text.length, clues)).toEqual([]);
  });

  test('a name is not looked for across lines, and what is only a part of a text is all that is read', () => {
    const text = 'Anna\nWeber and Nora Whitfield and Ravi Menon';
    const found = findNames(text, 0, text.indexOf(' and Ravi'), clues);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['Nora Whitfield']);
  });

  test('whatever a text is, names lie in the part that was asked for, begin with a capital letter and do not overlap', () => {
    const piece = fc.constantFrom(
      'Anna',
      'Weber',
      'von',
      'Dr.',
      'J.',
      'Ltd',
      ' ',
      ' ',
      '\n',
      ', ',
      '.',
      '-',
      '’',
      'é',
      'Regards',
      '😀',
      'İ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(40), fc.nat(120), (pieces, from, length) => {
        const text = pieces.join('');
        const [start, stop] = [Math.min(from, text.length), Math.min(from + length, text.length)];
        let last = start;
        for (const name of findNames(text, start, stop, clues)) {
          expect(name.start).toBeGreaterThanOrEqual(last);
          expect(name.end).toBeGreaterThan(name.start);
          expect(name.end).toBeLessThanOrEqual(stop);
          expect(text.slice(name.start)).toMatch(/^\p{Lu}/u);
          last = name.end;
        }
      }),
    );
  });
});

function marked(source: string): { readonly text: string; readonly truth: readonly string[] } {
  const truth: string[] = [];
  let text = '';
  for (const part of source.split(/(\[\[.*?\]\])/u)) {
    if (part.startsWith('[[')) truth.push(part.slice(2, -2) + text.length);
    text += part.startsWith('[[') ? part.slice(2, -2) : part;
  }
  return { text, truth };
}
