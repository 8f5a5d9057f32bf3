import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Concept, Fact } from '../contract.ts';
import { createEncoder } from './encode.ts';
import { head, identityBytes } from './layout.ts';

const place = { file: 1, span: { start: 2 ** 40, end: 2 ** 40 + 5 }, table: 7 };
const encoder = createEncoder(new Uint8Array(32).fill(1));

test('no value and no plain hash of it is in the record', () => {
  const facts: Fact[] = [
    { concept: 'person-name', value: 'Anna Schmidt' },
    { concept: 'email', value: 'anna@x.example' },
  ];
  const record = encoder.encode({ ...place, facts }) ?? new Uint8Array();
  expect(Buffer.from(record).toString('latin1')).not.toMatch(/anna|schmidt/iu);
  const other = createEncoder(new Uint8Array(32).fill(2)).encode({ ...place, facts }) ?? new Uint8Array();
  const shared = [...other.keys()].slice(head.bytes).filter((at) => other[at] === record[at]).length;
  expect(shared).toBeLessThan(20);
});

test('whatever a record says, it is encoded in bounds and the same way each time', () => {
  const concepts: readonly Concept[] = [
    'person-name',
    'given-name',
    'family-name',
    'date-of-birth',
    'email',
    'phone',
    'postal-address',
    'street',
    'postcode',
    'national-id',
    'tax-id',
    'iban',
    'payment-card',
    'local-id',
    'username',
    'gender',
    'country',
    'organisation',
    'other',
  ];
  const fact = fc.record({
    concept: fc.constantFrom(...concepts),
    value: fc.string({ unit: 'binary', maxLength: 60 }),
  });
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 60 }), (facts) => {
      const one = encoder.encode({ ...place, facts });
      expect(encoder.encode({ ...place, facts })).toEqual(one);
      expect(one?.length ?? 0).toBeLessThanOrEqual(head.bytes + identityBytes);
    }),
  );
});
