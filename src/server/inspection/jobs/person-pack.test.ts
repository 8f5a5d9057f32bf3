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

test('a piece that is cut short is refused', () => {
  expect(() => unpackPersons(Buffer.alloc(3))).toThrow(expect.objectContaining({ code: 'sealed-broken' }));
});
