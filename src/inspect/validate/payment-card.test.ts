import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { issuerOf, issuerRanges, schemeOf } from './card-issuers.ts';
import { luhnHolds } from './luhn.ts';
import { paymentCard } from './payment-card.ts';

test.each([
  ['4111111111111111', 'Visa'],
  ['5555 5555 5555 4444', 'Mastercard'],
  ['2223003122003222', 'Mastercard'],
  ['2720-9900-0000-0007', 'Mastercard'],
  ['378282246310005', 'American Express'],
  ['30569309025904', 'Diners Club'],
  ['6011111111111117', 'Discover'],
  ['3530111333300000', 'JCB'],
  ['6200000000000005', 'UnionPay'],
  ['6759649826438453', 'Maestro'],
  ['6521 5000 0000 0006', 'RuPay'],
  ['2200 0000 0000 0004', 'Mir'],
  ['8600 0000 0000 0007', 'UzCard'],
  ['6370950000000005', 'Hiper'],
  ['5614 6810 0000 0004', 'UzCard'],
  ['3571110000000000', 'LankaPay'],
  ['8171 0000 0000 0006', 'UnionPay'],
])('%s is of %s', (text, scheme) => {
  expect(paymentCard(text)).toMatchObject({ normal: text.replace(/\D/g, ''), checked: true });
  expect(paymentCard(text)?.detail).toContain(scheme);
});

test('published test numbers are cards and say so', () => {
  expect(paymentCard('4242424242424242')?.detail).toContain('published test number');
});

test.each([
  ['Luhn fails', '4111111111111112'],
  ['no issuer', '9111111111111111'],
  ['before the 2-series', '2220990000000005'],
  ['after the 2-series', '2721000000000004'],
  ['one digit repeated', '0000000000000000'],
  ['length of no card of the issuer', '41111111111111111'],
  ['a letter', '411111111111111O'],
])('%s: refused', (_, text) => {
  expect(paymentCard(text)).toBeUndefined();
});

test('13 digits, as article numbers have, need more than Luhn', () => {
  expect(paymentCard('4222222222222')?.by).toBeLessThan(0);
});

test('of a card whose issuer does without Luhn the check is told, and counts less', () => {
  expect(paymentCard('6217 0001 0000 0000')).toMatchObject({ normal: '6217000100000000', checked: false });
  expect(paymentCard('6217 0001 0000 0000')?.by).toBeLessThan(0);
});

test.each([
  ['UATP', '135412345678911'],
  ['RuPay', '8212345678901238'],
])('%s begins like too much else: the number alone is not enough', (scheme, digits) => {
  expect(schemeOf(digits)).toBe(scheme);
  expect(paymentCard(digits)?.by).toBeLessThan(-0.3);
});

/** Valid cards of all ranges. */
const valid = fc.constantFrom(...issuerRanges).chain((range) =>
  fc
    .record({
      prefix: fc.integer({ min: Number(range.from), max: Number(range.to) }),
      length: fc.constantFrom(...range.lengths),
    })
    .chain(({ prefix, length }) => {
      const rest = length - range.from.length - 1;
      return fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rest, maxLength: rest }).map((digits) => {
        const body = `${prefix}${digits.join('')}`;
        const check = Array.from('0123456789').find((digit) => luhnHolds(body + digit));
        return `${body}${check}`;
      });
    }),
);

test('generated cards of every range are accepted, and no single wrong digit is', () => {
  fc.assert(
    fc.property(valid, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      fc.pre(!/^(\d)\1+$/.test(digits));
      expect(schemeOf(digits)).toBeDefined();
      expect(paymentCard(digits)?.normal).toBe(digits);
      const place = at % digits.length;
      const wrong = `${digits.slice(0, place)}${(Number(digits[place]) + by) % 10}${digits.slice(place + 1)}`;
      if (issuerOf(wrong)?.doubt === 'unchecked') expect(paymentCard(wrong)?.checked).toBe(false);
      else expect(paymentCard(wrong)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});
