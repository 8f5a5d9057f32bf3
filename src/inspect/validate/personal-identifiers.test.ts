import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { idnr, mod1110 } from './de/idnr.ts';
import { rvnr } from './de/rvnr.ts';
import { dni } from './es/dni.ts';
import { nie } from './es/nie.ts';
import { nir } from './fr/nir.ts';
import { spi } from './fr/spi.ts';
import { nhs } from './gb/nhs.ts';
import { nino } from './gb/nino.ts';
import { codiceFiscale } from './it/codice-fiscale.ts';
import { itin } from './us/itin.ts';
import { ssn } from './us/ssn.ts';
import type { Validator } from './validator.ts';

/** Vectors: the authorities' own examples where they publish some, else calculated by their published rule. */
test.each<[string, Validator, string]>([
  ['US SSN', ssn, '536-22-8715'],
  ['US SSN above 772, given since 2011', ssn, '899-22-8715'],
  ['US ITIN', itin, '912-72-4455'],
  ['UK NINO of the HMRC manual', nino, 'AA 12 34 56 C'],
  ['NHS number of the data dictionary', nhs, '943 476 5919'],
  ['NIR', nir, '2 55 08 14 168 025 38'],
  ['NIR of Corse-du-Sud', nir, '1 84 12 2A 045 067 13'],
  ['NIR of Haute-Corse', nir, '1 84 12 2B 045 067 40'],
  ['NIR born abroad, month unknown', nir, `1 84 20 99 045 067 ${97 - Number(1842099045067n % 97n)}`],
  ['SPI of the OECD sheet', spi, '30 23 217 600 053'],
  ['Steuer-IdNr, one digit twice', idnr, '86 095 742 719'],
  ['Steuer-IdNr, one digit twice', idnr, '47036892816'],
  ['Steuer-IdNr since 2016, one digit three times', idnr, '65929970489'],
  ['RVNR', rvnr, '15 070649 C 103'],
  ['RVNR', rvnr, '65 170839 J 003'],
  ['codice fiscale', codiceFiscale, 'RSSMRA85T10A562S'],
  ['codice fiscale of a woman born abroad', codiceFiscale, 'MLLSNT82P65Z404U'],
  ['DNI', dni, '12345678Z'],
  ['DNI with dots', dni, '12.345.678-Z'],
  ['NIE', nie, 'X1234567L'],
  ['NIE', nie, 'Y-1234567-X'],
  ['NIE', nie, 'Z1234567R'],
])('%s is accepted', (_, validate, text) => {
  expect(validate(text)).toBeDefined();
});

test.each<[string, Validator, string]>([
  ['SSN area 000', ssn, '000-22-8715'],
  ['SSN area 666', ssn, '666-22-8715'],
  ['SSN area 9xx', ssn, '912-22-8715'],
  ['SSN group 00', ssn, '536-00-8715'],
  ['SSN serial 0000', ssn, '536-22-0000'],
  ['SSN of an advertisement', ssn, '078-05-1120'],
  ['ITIN group 93', itin, '912-93-4455'],
  ['ITIN not from 9', itin, '812-72-4455'],
  ['NINO prefix BG', nino, 'BG 12 34 56 C'],
  ['NINO second letter O', nino, 'AO 12 34 56 C'],
  ['NINO suffix E', nino, 'AA 12 34 56 E'],
  ['NHS check digit', nhs, '943 476 5918'],
  ['NHS all the same', nhs, '1111111111'],
  ['NIR key', nir, '2 55 08 14 168 025 39'],
  ['NIR sex 5', nir, `5 55 08 14 168 025 ${97 - Number(5550814168025n % 97n)}`],
  ['NIR month 00', nir, `2 55 00 14 168 025 ${97 - Number(2550014168025n % 97n)}`],
  ['SPI key', spi, '30 23 217 600 054'],
  ['SPI from 4', spi, '40 23 217 600 053'],
  ['IdNr check digit', idnr, '86095742718'],
  ['IdNr from 0', idnr, `0123456788${mod1110('0123456788')}`],
  ['IdNr without repetition', idnr, `1234567890${mod1110('1234567890')}`],
  ['IdNr with two repeated digits', idnr, `1123456722${mod1110('1123456722')}`],
  ['IdNr with three in a row', idnr, `1112345678${mod1110('1112345678')}`],
  ['RVNR check digit', rvnr, '15 070649 C 104'],
  ['RVNR of 31 February', rvnr, '15 310249 C 107'],
  ['codice fiscale check letter', codiceFiscale, 'RSSMRA85T10A562T'],
  ['DNI letter', dni, '12345678A'],
  ['DNI zero', dni, '00000000T'],
  ['NIE letter', nie, 'X1234567M'],
])('%s is refused', (_, validate, text) => {
  expect(validate(text)).toBeUndefined();
});

test('RVNR of the 31st of February is refused whatever its check digit', () => {
  for (let digit = 0; digit < 10; digit++) expect(rvnr(`15310249C10${digit}`)).toBeUndefined();
});

test('codice fiscale: any of the seven digits may be a letter (omocodia), the check letter then changes', () => {
  expect(codiceFiscale('RSSMRA85T10A562S')).toBeDefined();
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const accepted = Array.from(letters).filter((letter) => codiceFiscale(`RSSMRA85T10A56N${letter}`) !== undefined);
  expect(accepted).toHaveLength(1);
});

test('codice fiscale: days 00, 32 to 40 and 72 and more exist for nobody', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const dayAccepted = (day: string) =>
    Array.from(letters).some((letter) => codiceFiscale(`RSSMRA85T${day}A562${letter}`) !== undefined);
  expect(['01', '31', '41', '71'].map(dayAccepted)).toEqual([true, true, true, true]);
  expect(['00', '32', '40', '72', '99'].map(dayAccepted)).toEqual([false, false, false, false, false]);
});

const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
const replaceDigit = (text: string, at: number, by: number) => {
  const places = Array.from(text).flatMap((character, place) => (/\d/.test(character) ? [place] : []));
  const place = places[at % places.length] ?? 0;
  return `${text.slice(0, place)}${(Number(text[place]) + by) % 10}${text.slice(place + 1)}`;
};
const completed = (body: string, endings: readonly string[], validate: Validator) =>
  endings.map((ending) => body + ending).find((text) => validate(text) !== undefined);
const anyDigit = Array.from('0123456789');

test.each<[string, Validator, fc.Arbitrary<string>, readonly string[]]>([
  ['NHS', nhs, digits(9), anyDigit],
  ['Steuer-IdNr', idnr, digits(10), anyDigit],
  ['SPI', spi, digits(10), Array.from({ length: 511 }, (_, key) => String(key).padStart(3, '0'))],
  ['NIR', nir, digits(13), Array.from({ length: 97 }, (_, key) => String(key + 1).padStart(2, '0'))],
  ['DNI', dni, digits(8), Array.from('TRWAGMYFPDXBNJZSQVHLCKE')],
  ['NIE', nie, digits(7).map((seven) => `Y${seven}`), Array.from('TRWAGMYFPDXBNJZSQVHLCKE')],
])('%s: one wrong digit is always noticed', (_, validate, bodies, endings) => {
  fc.assert(
    fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
      const valid = completed(body, endings, validate);
      if (valid !== undefined) expect(validate(replaceDigit(valid, at, by))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('most random bodies of identifiers with a key have one that is accepted', () => {
  fc.assert(
    fc.property(
      digits(12),
      (twelve) =>
        completed(
          `1840475${twelve.slice(0, 3)}123`,
          Array.from({ length: 97 }, (_, key) => String(key + 1).padStart(2, '0')),
          nir,
        ) !== undefined,
    ),
  );
});
