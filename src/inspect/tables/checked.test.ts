import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedConcept } from './checked.ts';

const nhs = ['943 476 5919', '401 023 2137', '784 469 0895', '691 832 1404', '792 041 4423'];
const cards = ['4539578763621486', '4916338506082832', '5425233430109903', '4012888888881881', '5555555555554444'];

test.each([
  ['health-id', nhs],
  ['payment-card', cards],
  ['national-id', ['12345678Z', '00000001R', '54.362.315-K', 'X1234567L']],
  ['tax-id', ['RSSMRA85T10A562S', 'MRTMTT25D09F205Z', 'MLLSNT82P65Z404U']],
])('a column of numbers that all bear their check is a %s', (concept, values) => {
  expect(checkedConcept(values)).toBe(concept);
  expect(checkedConcept(['', ...values, ' '])).toBe(concept);
});

test('few numbers that pass by chance say nothing, nor does one number many times', () => {
  expect(checkedConcept(nhs.slice(0, 3))).toBeUndefined();
  expect(checkedConcept(Array.from({ length: 200 }, () => '943 476 5919'))).toBeUndefined();
});

test('numbers of the form without their check say nothing', () => {
  const wrong = nhs.map((value) => value.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
  expect(checkedConcept(wrong)).toBeUndefined();
  expect(checkedConcept([...nhs, ...wrong])).toBeUndefined();
});

test('any values are borne', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 30 }), (values) => {
      checkedConcept(values);
    }),
  );
});
