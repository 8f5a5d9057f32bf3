import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import { brokenCard, brokenIban } from '../near/values.ts';
import { brokenId } from '../near/broken.ts';
import { Random } from '../random.ts';
import type { NationalKind } from '../words/headers/keys.ts';
import { vocabulary } from '../words/index.ts';
import { entitiesOf, populationOf } from './population.ts';
import { phoneStyles, writePhone } from './phone.ts';

const random = new Random('people test');
const words = vocabulary('development');
const people = populationOf(words, entitiesOf(words, random.fork('entities')), 1500, random.fork('people'));

const luhn = (digits: string) =>
  [...digits]
    .reverse()
    .reduce(
      (sum, digit, at) => sum + (at % 2 === 0 ? Number(digit) : ([0, 2, 4, 6, 8, 1, 3, 5, 7, 9][Number(digit)] ?? 0)),
      0,
    ) %
    10 ===
  0;
const mod97 = (iban: string) =>
  BigInt([...(iban.slice(4) + iban.slice(0, 4))].map((letter) => Number.parseInt(letter, 36)).join('')) % 97n === 1n;
const nhs = (text: string) => {
  const digits = [...text.replaceAll(' ', '')].map(Number);
  const sum = digits.slice(0, 9).reduce((total, digit, at) => total + digit * (10 - at), 0);
  return digits.length === 10 && (sum + (digits[9] ?? 0)) % 11 === 0;
};

/** Checks that know nothing of the generator: npm stdnum, or the published rule. */
const checks: Record<NationalKind, (value: string) => boolean> = {
  'us-ssn': (value) => stdnum.US?.ssn?.validate(value).isValid === true,
  'us-itin': (value) => /^9\d\d-(5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}$/.test(value),
  'gb-nino': (value) => stdnum.GB?.nino?.validate(value).isValid === true,
  'gb-nhs': nhs,
  'de-idnr': (value) => stdnum.DE?.idnr?.validate(value).isValid === true,
  'de-rvnr': (value) => stdnum.DE?.svnr?.validate(value).isValid === true,
  'fr-nir': (value) => stdnum.FR?.nir?.validate(value).isValid === true,
  'fr-spi': (value) => stdnum.FR?.nif?.validate(value).isValid === true,
  'it-cf': (value) => stdnum.IT?.codicefiscale?.validate(value).isValid === true,
  'es-dni': (value) => stdnum.ES?.dni?.validate(value).isValid === true,
  'es-nie': (value) => stdnum.ES?.nie?.validate(value).isValid === true,
};

describe.each(Object.keys(checks) as NationalKind[])('%s', (kind) => {
  test('every generated number is valid', () => {
    const values = people.flatMap(({ national }) =>
      national.filter((id) => id.kind === kind).map(({ value }) => value),
    );
    expect(values.length).toBeGreaterThan(10);
    expect(values.filter((value) => !checks[kind](value))).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  });

  test('every broken number is not', () => {
    const values = Array.from({ length: 200 }, () => brokenId(kind, random));
    expect(values.filter((value) => checks[kind](value))).toEqual([]);
  });
});

test('cards pass Luhn and bank accounts MOD 97; broken ones do not', () => {
  for (const { card, iban } of people) {
    if (card !== undefined) expect(luhn(card)).toBe(true);
    if (iban !== undefined) expect(mod97(iban)).toBe(true);
  }
  for (let at = 0; at < 200; at++) {
    expect(luhn(brokenCard(random).replaceAll(' ', ''))).toBe(false);
    expect(mod97(brokenIban(random).replaceAll(' ', ''))).toBe(false);
  }
});

test('phones are valid in every writing', () => {
  const wrong = people
    .flatMap(({ mobile, landline }) => [mobile, landline])
    .flatMap((phone) => phoneStyles.map((style) => ({ text: writePhone(phone, style), country: phone.country })))
    .filter(({ text, country }) => parsePhoneNumberFromString(text, country)?.isValid() !== true);
  expect(wrong).toEqual([]);
});

test('mailboxes belong to one person; families share a landline, namesakes differ in birth', () => {
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  const homes = Map.groupBy(people, ({ family, address }) =>
    [family, address.street, address.number, address.city].join(),
  );
  const families = [...homes.values()].filter((members) => members.length > 1);
  expect(families.length).toBeGreaterThan(10);
  for (const members of families) expect(new Set(members.map(({ given }) => given)).size).toBe(members.length);
  const born = people.map(({ given, family, birth }) => JSON.stringify([given, family, birth]));
  expect(new Set(born).size).toBe(people.length);
});
