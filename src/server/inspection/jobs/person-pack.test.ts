import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packPersons, unpackPersons } from './person-pack.ts';

test('what is packed comes out as it went in', () => {
  const label = fc.record({ name: fc.string(), nameRank: fc.nat(4), contact: fc.string(), contactRank: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), fc.array(label), (records, labels) => {
      const unpacked = unpackPersons(packPersons(records, labels));
      expect(unpacked.records.equals(Buffer.concat(records))).toBe(true);
      expect(unpacked.labels).toEqual(labels);
    }),
  );
});

test('records of before are read in the form of today', () => {
  const packed = packPersons([Uint8Array.of(0, 9, 1, 2, 3, 4, 5, 6, 7)], []);
  packed.writeUInt32BE(9);
  expect([...unpackPersons(packed).records]).toEqual([0, 11, 1, 2, 0, 0, 3, 4, 5, 6, 7]);
});

test('a piece that is cut short is refused', () => {
  expect(() => unpackPersons(Buffer.alloc(3))).toThrow(expect.objectContaining({ code: 'sealed-broken' }));
});
