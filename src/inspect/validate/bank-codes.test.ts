import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bankNumber } from './bank-number.ts';
import { bic } from './bic.ts';
import { clabe } from './mx/clabe.ts';
import { routing } from './us/routing.ts';

test.each([
  ['DEUTDEFF', 'DEUTDEFFXXX', 'DE'],
  ['NEDSZAJJXXX', 'NEDSZAJJXXX', 'ZA'],
  ['DABADKKK', 'DABADKKKXXX', 'DK'],
  ['NCBVXKPR', 'NCBVXKPRXXX', 'XK'],
])('%s is a BIC', (text, normal, country) => {
  expect(bic(text)).toMatchObject({ normal, country });
});

test.each(['CONTRACT', 'DEUTQQFF', 'DEUTDEF', 'DEUTDEFFXX', 'DEUTDE0F', '12345678'])('%s is none', (text) => {
  expect(bic(text)).toBeUndefined();
});

// The examples that the issuing bodies print themselves.
test.each(['021000021', '011401533', '091000019', '122105155', '111000025'])('%s is a routing number', (digits) => {
  expect(routing(digits)).toMatchObject({ normal: digits, checked: true, country: 'US' });
});

test.each(['021000022', '131000020', '511000021', '00000000', '000000000'])('%s is no routing number', (digits) => {
  expect(routing(digits)).toBeUndefined();
});

test.each(['032180000118359719', '002010077777777771', '646180157000000004'])('%s is a CLABE', (digits) => {
  expect(clabe(digits)).toMatchObject({ normal: digits, checked: true, country: 'MX' });
});

test.each(['032180000118359718', '002115016003269419', '000000000000000000', '03218000011835971'])(
  '%s is no CLABE',
  (digits) => {
    expect(clabe(digits)).toBeUndefined();
  },
);

test('one wrong digit is found in both', () => {
  const wrong = (digits: string) =>
    fc
      .tuple(fc.nat(digits.length - 1), fc.integer({ min: 1, max: 9 }))
      .map(([at, by]) => `${digits.slice(0, at)}${(Number(digits[at]) + by) % 10}${digits.slice(at + 1)}`);
  fc.assert(fc.property(wrong('032180000118359719'), (digits) => clabe(digits) === undefined));
  fc.assert(fc.property(wrong('091000019'), (digits) => routing(digits) === undefined));
});

test.each(['12345678', '12-34-56', '062-000', '0123 4567 89', '1234567/0800'])('%s may be an account', (text) => {
  expect(bankNumber(text)?.normal).toBe(text.replace(/\D/g, ''));
});

test.each(['1234', '2024-03-04', '04-03-2024', '00000000', '123456789012345678901', 'none'])('%s is none', (text) => {
  expect(bankNumber(text)).toBeUndefined();
});
