import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOfBirth } from './date-of-birth.ts';
import { email } from './email.ts';
import { personName } from './person-name.ts';
import { parsePhone, phone, phoneGrouped, phoneNational } from './phone.ts';
import { postalAddress } from './postal-address.ts';

test.each([
  ['Ana.Kovac+news@Kontor-Blau.de', 'ana.kovac+news@kontor-blau.de'],
  ["o'brien@mail.dunmore.ie", "o'brien@mail.dunmore.ie"],
  ['jörg@bücher.eu', 'jörg@bücher.eu'],
  ['a@xn--bcher-kva.xn--p1ai', 'a@xn--bcher-kva.xn--p1ai'],
])('%s is an address', (text, normal) => {
  expect(email(text)?.normal).toBe(normal);
});

test.each([
  'image@2x.png',
  'lodash@4.17.21',
  'user@localhost',
  'a..b@kontor.de',
  '.a@kontor.de',
  'a@-kontor.de',
  'a@kontor',
  'a@kontor.1x',
  `${'a'.repeat(65)}@kontor.de`,
  `a@${'b'.repeat(64)}.de`,
  `a@${'bbb.'.repeat(65)}de`,
  '@kontor.de',
])('%s is no address', (text) => {
  expect(email(text)).toBeUndefined();
});

test.each([
  ['+49 30 901820', '+4930901820', 'DE'],
  ['+44 (0)20 7946 0958', '+442079460958', 'GB'],
  ['0033 1 44 27 10 00', '+33144271000', 'FR'],
  ['+1 (415) 555-0132', '+14155550132', 'US'],
  ['+39 02 8646 1234', '+390286461234', 'IT'],
  ['+1-415-555-0132 ext. 77', '+14155550132', 'US'],
])('%s is a phone number', (text, e164, country) => {
  expect(parsePhone(text, [])).toEqual({ e164, country });
  expect(phone(text)).toMatchObject({ normal: e164, checked: true });
});

test('a national number needs its country, and the first that fits is taken', () => {
  expect(parsePhone('030 901820', [])).toBeUndefined();
  expect(parsePhone('030 901820', ['DE'])?.e164).toBe('+4930901820');
  expect(parsePhone('020 7946 0958', ['FR', 'GB'])?.country).toBe('GB');
  expect(phoneNational('030 901820')?.normal).toBe('030901820');
});

test('the answer is the same from the cache, also after it was full', () => {
  const before = parsePhone('+49 30 901820', []);
  for (let at = 0; at < 10_000; at++) parsePhone(`+4930${1_000_000 + at}`, []);
  expect(parsePhone('+49 30 901820', [])).toEqual(before);
});

test('an unassigned number counts as possible only', () => {
  expect(phone('+999 12345678')).toMatchObject({ checked: false });
  expect(phone('+0000000')).toBeUndefined();
});

test('digits alone that may be an article number speak less for a phone', () => {
  expect(phoneNational('0714096230219')?.by).toBeLessThan(0);
  expect(phoneNational('0714 09623021')?.by).toBeUndefined();
  expect(phone('0033144271000')?.by).toBeLessThan(0);
  expect(phone('0033 1 44 27 10 00')?.by).toBeUndefined();
});

test('numbers in the groups of North America and France', () => {
  expect(phoneGrouped('(415) 555-0132')?.normal).toBe('+14155550132');
  expect(phoneGrouped('01 44 27 10 00')?.normal).toBe('+33144271000');
});

test.each([
  ['1984-03-04', '1984-03-04'],
  ['19840304', '1984-03-04'],
  ['04.03.1984', '1984-03-04'],
  ['4. 3. 1984', '1984-03-04'],
  ['25/03/1984', '1984-03-25'],
  ['03/25/1984', '1984-03-25'],
  ['03/04/1984', '1984-(03-04|04-03)'],
  ['3/3/84', '1984-03-03'],
  ['4 March 1984', '1984-03-04'],
  ['March 4, 1984', '1984-03-04'],
  ['4. März 1984', '1984-03-04'],
  ['4 août 1984', '1984-08-04'],
  ['1er janvier 1984', '1984-01-01'],
  ['4 de junio de 1984', '1984-06-04'],
  ['4 luglio 1984', '1984-07-04'],
  ['29.02.1984', '1984-02-29'],
  ['1984-03-04T00:00:00Z', '1984-03-04'],
])('%s is a day', (text, normal) => {
  expect(dateOfBirth(text)?.normal).toBe(normal);
});

test.each(['31.02.1984', '29.02.1983', '1984-13-01', '00.00.1984', '1884-03-04', '2084-03-04', '4 Foo 1984', '1984'])(
  '%s is no day of birth',
  (text) => {
    expect(dateOfBirth(text)).toBeUndefined();
  },
);

test('every day from 1900 to 2035 is accepted in ISO form as itself', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (date) => {
      const iso = date.toISOString().slice(0, 10);
      expect(dateOfBirth(iso)?.normal).toBe(iso);
    }),
  );
});

test.each([
  'Ana Kovač',
  "O'Brien-Lenz, Séan",
  'MÜLLER',
  'J. R. Ewing',
  'van der Berg',
  '王小明',
  'Мария Ивановна',
  'Jo',
])('%s is a name', (text) => {
  expect(personName(text)).toBeDefined();
});

test.each(['Kontor Blau GmbH', 'n/a', 'user4711', 'ana@kontor.de', 'X', '', 'camelCase', 'Service Team', '...'])(
  '%j is no name',
  (text) => {
    expect(personName(text)).toBeUndefined();
  },
);

test.each(['Lindenweg 7, 10115 Berlin', '12 Harbour Row', 'Calle de la Fuente', "12, rue de l'Église\n75001 Paris"])(
  '%j is an address',
  (text) => {
    expect(postalAddress(text)).toBeDefined();
  },
);

test.each(['n/a', '4711', 'ana@kontor.de', 'https://kontor.de/', '', '12'])('%j is no postal address', (text) => {
  expect(postalAddress(text)).toBeUndefined();
});
