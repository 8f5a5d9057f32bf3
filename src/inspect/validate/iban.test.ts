import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { iban, remainder } from './iban.ts';
import { ibanRegistry } from './iban-registry.ts';

/** Examples of the SWIFT registry. */
test.each([
  'AD1200012030200359100100',
  'AE070331234567890123456',
  'AL47212110090000000235698741',
  'AT611904300234573201',
  'BE68539007547034',
  'BR1800360305000010009795493C1',
  'CH9300762011623852957',
  'CR05015202001026284066',
  'DE89370400440532013000',
  'DK5000400440116243',
  'ES9121000418450200051332',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'GR1601101250000000012300695',
  'IE29AIBK93115212345678',
  'IS140159260076545510730339',
  'IT60X0542811101000000123456',
  'LC55HEMM000100010012001200023015',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'SA0380000000608010167519',
  'SC18SSCB11010000000000001497USD',
  'SE4550000000058398257466',
  'TR330006100519786457841326',
  'UA213223130000026007233566001',
  'VA59001123000012345678',
  'MA64011519000001205000534921',
  'IR580540105180021273113007',
])('%s is valid', (text) => {
  const printed = text.replace(/.{4}/g, '$& ').trim();
  expect(iban(text)?.normal).toBe(text);
  expect(iban(printed)?.normal).toBe(text);
  expect(iban(printed.toLowerCase())?.normal).toBe(text);
});

test('all 89 countries of the registry are known and 19 that use such numbers without it, none longer than 33', () => {
  expect(ibanRegistry.size).toBe(108);
  for (const { length } of ibanRegistry.values()) expect(length).toBeLessThanOrEqual(33);
});

test('the rule looks for every country with its length', () => {
  const rule = readFileSync(join(import.meta.dirname, '../rules/finance/iban.yml'), 'utf8');
  const lengths = new Map(
    [...rule.matchAll(/\(\?:([A-Z|]+)\)\\d\{2\}\(\?:[^)]*\)\{(\d+)\}/g)].flatMap(([, countries = '', count]) =>
      countries.split('|').map((country) => [country, Number(count) + 4] as const),
    ),
  );
  expect(lengths).toEqual(new Map([...ibanRegistry].map(([country, { length }]) => [country, length])));
});

const digit = fc.constantFrom(...Array.from('0123456789'));
const kinds = {
  n: digit,
  a: fc.constantFrom(...Array.from('ABCXYZ')),
  c: fc.constantFrom(...Array.from('0123456789ABCXYZ')),
};

/** What ISO 13616 takes modulo 97: the first four characters at the end, letters as 10 to 35. */
function ibanDecimal(compact: string): string {
  const turned = compact.slice(4) + compact.slice(0, 4);
  return turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

/** Valid IBANs of all countries. */
const valid = fc.constantFrom(...ibanRegistry.entries()).chain(([country, { runs }]) =>
  fc
    .tuple(
      ...runs.map(([count, kind]) =>
        fc.array(kinds[kind as keyof typeof kinds], { minLength: count, maxLength: count }),
      ),
    )
    .map((parts) => {
      const bban = parts.flat().join('');
      const check = String(98 - remainder(ibanDecimal(`${country}00${bban}`), 97)).padStart(2, '0');
      return `${country}${check}${bban}`;
    }),
);

test('what is made by the structure of its country is accepted', () => {
  fc.assert(
    fc.property(valid, (text) => iban(text)?.country === text.slice(0, 2)),
    { numRuns: 500 },
  );
});

test('no change of one digit and no exchange of two neighbouring digits goes unnoticed', () => {
  fc.assert(
    fc.property(valid, fc.nat(), digit, (text, at, other) => {
      const place = 2 + (at % (text.length - 2));
      const changed = `${text.slice(0, place)}${other}${text.slice(place + 1)}`;
      if (changed !== text && /\d/.test(text.charAt(place))) expect(iban(changed)).toBeUndefined();
      const swapped = `${text.slice(0, place - 1)}${text.charAt(place)}${text.charAt(place - 1)}${text.slice(place + 1)}`;
      if (place > 2 && swapped !== text && /^\d\d$/.test(text.slice(place - 1, place + 1)))
        expect(iban(swapped)).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test('the remainder is that of big integers', () => {
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), (n) => remainder(String(n), 97) === Number(n % 97n)));
});

const patterns = { n: '[0-9]', a: '[A-Z]', c: '[A-Z0-9]' };

/** The standard as patterns and a decimal number written out. */
function byPatterns(text: string): string | undefined {
  const compact = text.replace(/[\s.-]/g, '').toUpperCase();
  const structure = ibanRegistry.get(compact.slice(0, 2));
  if (structure === undefined || compact.length !== structure.length) return undefined;
  const bban = structure.runs.map(([count, kind]) => `${patterns[kind as keyof typeof patterns]}{${count}}`).join('');
  if (!new RegExp(`^[A-Z]{2}[0-9]{2}${bban}$`).test(compact)) return undefined;
  const check = Number(compact.slice(2, 4));
  return check < 2 || check > 98 || remainder(ibanDecimal(compact), 97) !== 1 ? undefined : compact;
}

test('one pass over the characters says what patterns and a decimal number say', () => {
  const other = fc.constantFrom(...Array.from('0179AZazß ı.-:\u00a0'));
  fc.assert(
    fc.property(valid, fc.array(fc.tuple(fc.nat(), other, fc.constantFrom(0, 1)), { maxLength: 3 }), (text, edits) => {
      const written = edits.reduce((now, [at, character, cut]) => {
        const place = at % now.length;
        return now.slice(0, place) + character + now.slice(place + cut);
      }, text);
      expect(iban(written)?.normal).toBe(byPatterns(written));
    }),
    { numRuns: 5000 },
  );
});
