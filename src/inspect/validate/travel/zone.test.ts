import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { countryOfIssuer } from './issuers.ts';
import { machineReadable } from './machine-readable.ts';
import { readZone } from './zone.ts';

/** The specimens of ICAO Doc 9303, parts 4 to 7. */
const specimens = {
  TD3: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
  TD1: 'I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  TD2: 'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6',
  'MRV-A': 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<',
  'MRV-B': 'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<',
};

test.each([
  ['TD3', 'passport', 'L898902C3', '1974-08-12', 5],
  ['TD1', 'card', 'D23145890', '1974-08-12', 4],
  ['TD2', 'card', 'D23145890', '1974-08-12', 4],
  ['MRV-A', 'visa', 'L8988901C', '1940-09-07', 3],
  ['MRV-B', 'visa', 'L8988901C', '1940-09-07', 3],
] as const)('the specimen of %s', (form, kind, number, birth, checks) => {
  const names = { familyName: 'ERIKSSON', givenName: 'ANNA MARIA' };
  expect(readZone(specimens[form])).toEqual({ kind, issuer: 'UTO', number, ...names, birth, holding: checks, checks });
  expect(machineReadable(specimens[form])).toMatchObject({ normal: number, checked: true });
});

test('a number of more than nine characters ends in the optional data', () => {
  const zone = 'I<BEL000590448<3012<<<<<<<<<<<\n8503172F3109041HRV<<<<<<<<<<<8\nNOVAK<<ANA<MARIA<<<<<<<<<<<<<<';
  expect(readZone(zone)).toMatchObject({ number: '000590448301', holding: 4, familyName: 'NOVAK' });
  expect(machineReadable(zone)?.country).toBe('BE');
});

test.each([
  ['born and issued in this century', '030512', '330101', '2003-05-12'],
  ['born in the last one', '850317', '310904', '1985-03-17'],
  ['a child', '280229', '330101', '2028-02-29'],
  ['expired in the last century', '030512', '960101', '1903-05-12'],
  ['only the year is known', '85<<<<', '310904', ''],
  ['no day', '851317', '310904', ''],
])('birth: %s', (_, day, expiry, birth) => {
  const second = `AB123456<4ROU${day}9F${expiry}8<<<<<<<8`;
  expect(readZone(`I<ROUMARSH<<CLEO<<<<<<<<<<<<<<<<<<<<\n${second}`)?.birth).toBe(birth);
});

test('any one wrong digit in the second line of a passport is seen', () => {
  const at = specimens.TD3.indexOf('\n') + 1;
  const places = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 42, 43];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const old = specimens.TD3[at + place] ?? '';
      const wrong = String((Number.parseInt(old, 36) + by) % 10);
      fc.pre(wrong !== old && /\d/.test(old));
      const text = specimens.TD3.slice(0, at + place) + wrong + specimens.TD3.slice(at + place + 1);
      expect(machineReadable(text)?.checked).not.toBe(true);
    }),
  );
});

test('no zone without a name, without a number, or of lines of other lengths', () => {
  expect(machineReadable(specimens.TD3.replace('ERIKSSON<<ANNA<MARIA', '<'.repeat(20)))).toBeUndefined();
  expect(machineReadable(specimens.TD3.slice(0, -1))).toBeUndefined();
  expect(machineReadable(specimens.TD1.split('\n').slice(0, 2).join('\n'))).toBeUndefined();
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('<', 'A', '1', '\n', 'P', ' ') }), (text) => {
      expect(machineReadable(text)?.checked).not.toBe(true);
    }),
  );
});

test('Germany has one letter, Kosovo a code of its own, and organisations no country', () => {
  expect(['D<<', 'RKS', 'GBD', 'HRV', 'UNO', 'UTO'].map(countryOfIssuer)).toEqual([
    'DE',
    'XK',
    'GB',
    'HR',
    undefined,
    undefined,
  ]);
});
