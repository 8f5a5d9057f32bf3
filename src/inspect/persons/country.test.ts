import { expect, test } from 'vitest';
import { countryOf } from './country.ts';

const region = (code: string): string => new Intl.Locale(`und-${code}`).region ?? '';
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters.flatMap((first) => letters.map((second) => first + second));

test.each([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ['FX', 'FR'],
  ['DD', 'DE'],
  ['IC', 'ES'],
  ['GB', 'GB'],
  ['XK', 'XK'],
  // Divided: which of its successors somebody lives in, the code does not say.
  ['YU', 'YU'],
  ['SU', 'SU'],
  ['XX', undefined],
  ['ZZ', undefined],
])('%s is counted as %s', (code, counted) => expect(countryOf(code)).toBe(counted));

test('what is counted is the code that CLDR has for it too, and never leads on to another', () => {
  for (const code of codes) {
    const counted = countryOf(code);
    if (counted === undefined || counted === code) continue;
    expect([code, region(counted)]).toEqual([code, counted]);
    expect(countryOf(counted)).toBe(counted);
    // CLDR does not know those of the European Union and the customs.
    if (region(code) !== code) expect([code, region(code)]).toEqual([code, counted]);
  }
});
