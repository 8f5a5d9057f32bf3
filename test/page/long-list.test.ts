import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkAt, chunksOf } from '../../web/features/impact/persons/chunks.ts';
import { physicalAt, realAt } from '../../web/ui/long-grid/travel.ts';

describe('a list higher than a browser can make it', () => {
  const lengths = fc
    .record({ real: fc.integer({ min: 8_000_001, max: 10 ** 10 }), physical: fc.constant(8_000_000) })
    .chain((all) => fc.record({ all: fc.constant(all), a: place(all.real), b: place(all.real) }));
  const place = (real: number) => fc.double({ min: 0, max: real, noNaN: true });

  test('stands where its bar stands, there and back', () => {
    fc.assert(
      fc.property(lengths, ({ all, a }) => {
        expect(Math.abs(realAt(physicalAt(a, all), all) - a)).toBeLessThan(0.01 + all.real * 1e-9);
      }),
    );
  });

  test('further down in the one is further down in the other, from end to end', () => {
    fc.assert(
      fc.property(lengths, ({ all, a, b }) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(physicalAt(low, all)).toBeLessThanOrEqual(physicalAt(high, all) + 1e-6);
        expect(physicalAt(0, all)).toBe(0);
        expect(physicalAt(all.real, all)).toBe(all.physical);
        expect(realAt(all.physical, all)).toBe(all.real);
      }),
    );
  });

  test('near an end a pixel is a pixel', () => {
    const all = { real: 36_000_000, physical: 8_000_000 };
    expect([realAt(500, all), realAt(8_000_000 - 500, all)]).toEqual([500, 36_000_000 - 500]);
  });
});

describe('the chunks in which persons are asked for', () => {
  test('hold every row once, in order, and no more than one answer can', () => {
    const together = 256;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: together }), { maxLength: 60 }), fc.nat(), (matches, nat) => {
        const persons = matches.reduce((sum, one) => sum + one, 0);
        const chunks = chunksOf({ count: '', version: 1, persons, together, matches });
        expect(chunks.reduce((sum, one) => sum + one.persons, 0)).toBe(persons);
        let before = 0;
        for (const chunk of chunks) {
          expect(chunk.before).toBe(before);
          expect(chunk.persons).toBeGreaterThan(0);
          expect(chunk.persons).toBeLessThanOrEqual(500);
          // As many as there are before it in the blocks that its number leaves behind.
          const block = (chunk.from - 1) / together;
          expect(matches.slice(0, block).reduce((sum, one) => sum + one, 0)).toBe(before);
          before += chunk.persons;
        }
        if (persons === 0) return;
        const row = nat % persons;
        const found = chunks[chunkAt(chunks, row)];
        expect(found !== undefined && found.before <= row && row < found.before + found.persons).toBe(true);
      }),
    );
  });
});
