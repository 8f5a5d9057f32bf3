import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRowSeal } from './row-seal.ts';

const form = { rowBytes: 48, keyBytes: 7, headBytes: 8 };

/** Rows whose keys are numbers from `first` on. */
function rowsOf(contents: readonly Uint8Array[], first = 0): Buffer {
  const rows = Buffer.alloc(contents.length * form.rowBytes);
  for (const [index, content] of contents.entries()) {
    rows.writeUIntBE(first + index, index * form.rowBytes + 1, 6);
    rows.set(content, index * form.rowBytes + form.headBytes);
  }
  return rows;
}
const row = (rows: Buffer, index: number): Buffer => rows.subarray(index * form.rowBytes, (index + 1) * form.rowBytes);

test('rows open in any order and in other batches than they were sealed in; heads stay as they are', () => {
  const content = fc.uint8Array({ minLength: 40, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(content, { minLength: 1, maxLength: 30 }),
      fc.infiniteStream(fc.nat()),
      (contents, chances) => {
        const seal = createRowSeal(form);
        const plain = rowsOf(contents);
        const sealed = Buffer.from(plain);
        seal.apply(sealed);
        const order = contents
          .map((_, index) => ({ index, by: chances.next().value ?? 0 }))
          .sort((a, b) => a.by - b.by);
        for (const { index } of order) {
          expect(row(sealed, index).subarray(0, form.headBytes)).toEqual(row(plain, index).subarray(0, form.headBytes));
          expect(Buffer.from(seal.opened(row(sealed, index)))).toEqual(row(plain, index));
        }
        const shuffled = Buffer.concat(order.map(({ index }) => row(sealed, index)));
        const kept = Buffer.from(shuffled);
        expect(Buffer.from(seal.opened(shuffled))).toEqual(Buffer.concat(order.map(({ index }) => row(plain, index))));
        expect(shuffled).toEqual(kept);
      },
    ),
  );
});

test('equal contents look unlike in each row, in each block of one, and under each key', () => {
  const seals = [createRowSeal(form), createRowSeal(form)];
  const seen = new Set<string>();
  const count = 1000;
  for (const seal of seals) {
    const rows = rowsOf(Array.from({ length: count }, () => new Uint8Array(40)));
    seal.apply(rows);
    for (let at = 0; at < rows.length; at += form.rowBytes) {
      const content = rows.subarray(at + form.headBytes, at + form.rowBytes);
      for (let block = 0; block < 40; block += 8) seen.add(content.toString('hex', block, block + 8));
    }
  }
  expect(seen.size).toBe(seals.length * count * 5);
});
