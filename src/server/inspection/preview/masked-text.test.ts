import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Element } from '#inspect';
import { maskText } from './masked-text.ts';

const found = (text: string, value: string, redacted = '•', element: Element = 'email', from = 0) => {
  const start = Buffer.byteLength(text.slice(0, text.indexOf(value, from)));
  return { span: { start, end: start + Buffer.byteLength(value) }, element, redacted };
};
const shown = (segments: readonly { text: string; element: string | null }[]): string =>
  segments.map(({ text, element }) => (element === null ? text : `[${text}]`)).join('');

describe('what was found is masked', () => {
  test.each([
    ['in the middle', 'mail a@b.example now', ['a@b.example'], 'mail [•] now'],
    ['at both ends', 'a@b.example', ['a@b.example'], '[•]'],
    ['behind letters of several bytes', 'Grüße 𝒳: a@b.example!', ['a@b.example'], 'Grüße 𝒳: [•]!'],
    ['also where no rule saw it again', 'Mail: a@b.example\nxa@b.exampley', ['a@b.example'], 'Mail: [•]\nx[•]y'],
    [
      'the longer of two that begin alike',
      'Anna Musterfrau, Anna Muster',
      ['Anna Muster', 'Anna Musterfrau'],
      '[•], [•]',
    ],
    ['but a short value only where it was found', 'sex: m, am', ['m'], 'sex: [•], am'],
    ['nothing where nothing was', 'plain', [], 'plain'],
  ])('%s', (_, text, values, expected) => {
    const findings = values.map((value) => found(text, value));
    expect(shown(maskText([{ start: 0, text }], findings))).toBe(expected);
  });

  test('and of two that overlap, all that either covers', () => {
    const text = 'at Hauptstr. 12, 10115 Berlin, DE';
    const findings = [found(text, 'Hauptstr. 12, 10115'), found(text, '10115 Berlin')];
    expect(shown(maskText([{ start: 0, text }], findings))).toBe('at [•][•], DE');
  });

  test('across pieces of a line that was cut', () => {
    const pieces = [
      { start: 0, text: 'x a@b.ex' },
      { start: 8, text: 'ample y' },
    ];
    expect(shown(maskText(pieces, [{ span: { start: 2, end: 13 }, element: 'email', redacted: '•' }]))).toBe('x [•] y');
  });
});

const letter = fc.constantFrom('a', 'b', 'ü', '𝒳', ' ', '.');
test('no value that was found is left anywhere, and all other text is as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.array(letter, { maxLength: 8 }).map((all) => all.join('')),
        { maxLength: 12 },
      ),
      fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { maxLength: 5 }),
      (words, marked) => {
        const text = words.join('');
        const findings = words.flatMap((word, index) => {
          const start = Buffer.byteLength(words.slice(0, index).join(''));
          const span = { start, end: start + Buffer.byteLength(word) };
          return marked.includes(index) && word !== '' ? [{ span, element: 'email' as const, redacted: '•' }] : [];
        });
        const segments = maskText([{ start: 0, text }], findings);
        const values = marked.map((index) => (words[index] ?? '').trim()).filter((value) => value.length >= 4);
        for (const { text: plain, element } of segments) {
          if (element === null) for (const value of values) expect(plain).not.toContain(value);
        }
        if (findings.length === 0) expect(shown(segments)).toBe(text);
      },
    ),
  );
});

test('five thousand values in 256 KiB are looked up, not tried one by one', () => {
  const values = Array.from({ length: 5000 }, (_, index) => `anna${String(index).padStart(5, '0')}@kunde.example`);
  const text = `${values.join('\n')}\n${'annaanna '.repeat(15_000)}`;
  const findings = values.map((value, index) => {
    const start = index * (value.length + 1);
    return { span: { start, end: start + value.length }, element: 'email' as const, redacted: '•' };
  });
  expect(maskText([{ start: 0, text }], findings).filter(({ element }) => element !== null)).toHaveLength(5000);
});
