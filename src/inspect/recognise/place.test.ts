import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Placer } from './place.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'é', '€', '😀', '\n', '\ud83d', '\ude00', ' '), maxLength: 60 });

describe('Placer', () => {
  it('counts bytes of the extracted text as UTF-8 has them, whatever the text', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(60)), fc.nat(1000), (whole, offsets, base) => {
        const placer = new Placer({ text: whole, where: { line: 1 } }, 0, base);
        for (const offset of offsets.map((at) => Math.min(at, whole.length)).sort((a, b) => a - b)) {
          if (splitsPair(whole, offset)) continue;
          expect(placer.byteAt(offset)).toBe(base + Buffer.byteLength(whole.slice(0, offset)));
        }
      }),
    );
  });

  it('counts lines and columns from 1', () => {
    const placer = new Placer({ text: 'ab\ncd\n\nef', where: { line: 5 } }, 0, 0);
    expect([0, 1, 3, 7].map((offset) => placer.lineAt(offset, 10))).toEqual([
      { line: 15, column: 1 },
      { line: 15, column: 2 },
      { line: 16, column: 1 },
      { line: 18, column: 1 },
    ]);
  });

  it('goes on counting columns where a line goes on', () => {
    const placer = new Placer({ text: 'abcd\nef', where: { line: 1, column: 4001 } }, 2, 0);
    expect([2, 6].map((offset) => placer.lineAt(offset, 0))).toEqual([
      { line: 1, column: 4003 },
      { line: 2, column: 2 },
    ]);
  });
});

function splitsPair(whole: string, at: number): boolean {
  return /^[\ud800-\udbff]$/.test(whole.charAt(at - 1)) && /^[\udc00-\udfff]$/.test(whole.charAt(at));
}
