import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exchanged, isoOf, readNumericDay } from './stated-day.ts';
import { readDay } from './written-day.ts';

const day = fc
  .integer({ min: 0, max: 13_000 })
  .map((days) => new Date(Date.UTC(1991, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const clock = fc.constantFrom('', ' 10:22', ' 00:00:00', ' 2:15 PM', ' 23:59:59.123 +0100', ' 10:22:33 Europe/Berlin');

describe('a day in figures', () => {
  it('is read as it was written, in each order and with any time behind it', () => {
    fc.assert(
      fc.property(day, clock, (iso, time) => {
        const [y, m, d] = iso.split('-') as [string, string, string];
        const number = Number(iso.replaceAll('-', ''));
        const both = exchanged(number);
        expect(readDay(`${iso}${time.replace(' ', 'T')}`)?.day).toBe(number);
        expect(readDay(`${y}/${m}/${d}${time}`)?.day).toBe(number);
        expect(readDay(`${Number(d)}.${Number(m)}.${y}${time}`)?.day).toBe(number);
        expect(readDay(`${d}/${m}/${y}${time}`)).toMatchObject({ day: number, monthFirst: both });
        expect(readDay(`${m}/${d}/${y}${time}`)).toMatchObject({ day: both, monthFirst: number });
        expect(isoOf(number)).toBe(iso);
      }),
    );
  });

  it('is told from a time of midnight, which says nothing', () => {
    expect(readDay('2019-03-04 00:00:00')?.timed).toBe(false);
    expect(readDay('2019-03-04T00:00:00.000+01:00')?.timed).toBe(false);
    expect(readDay('2019-03-04T00:00:01Z')?.timed).toBe(true);
  });

  it.each([
    '10.11.12.13',
    '10.11.12-rc1',
    '2019-03-04-17',
    '2019.3',
    '030/12.11.2019',
    '+49 30 12-11-19',
    '2019-02-29',
    '2019-13-01',
    '31.04.2019',
    '0000-00-00',
    '2019-03-04 to 2019-03-09',
    '19-03-04',
    '123-45-6789',
    '12/26',
    '',
  ])('is not in %j', (text) => {
    expect(readNumericDay(text, 0, text.length)).toBeUndefined();
    expect(readDay(text)).toBeUndefined();
  });

  it('never fails and never gives a day that does not exist, whatever it is given', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'0123456789-/. :TZ+apm'), maxLength: 40 });
    fc.assert(
      fc.property(noise, (text) => {
        for (const number of [readDay(text)?.day, readDay(text)?.monthFirst]) {
          if (number === undefined || number === 0) continue;
          expect(new Date(`${isoOf(number)}T00:00:00Z`).toISOString().slice(0, 10)).toBe(isoOf(number));
        }
      }),
    );
  });
});

describe('a day in words, and as programs write it', () => {
  it.each([
    ['Mon, 4 Mar 2019 10:00:00 +0100 (CET)', '2019-03-04'],
    ['Mon Mar  4 10:00:00 CET 2019', '2019-03-04'],
    ['Mon Mar 04 2019 10:00:00 GMT+0100 (Central European Time)', '2019-03-04'],
    ['04/Mar/2019:10:00:00 +0000', '2019-03-04'],
    ['4. März 2019, 14:22 Uhr', '2019-03-04'],
    ['le 4 mars 2019', undefined],
    ['4 mars 2019 à 14:22', '2019-03-04'],
    ['4 de marzo de 2019', '2019-03-04'],
    ['4 marzo 2019', '2019-03-04'],
    ['March 4, 2019 at 2:15 PM', '2019-03-04'],
    ['29-FEB-2020', '2020-02-29'],
    ['29 Feb 2019', undefined],
    ["D:20190304102233+01'00'", '2019-03-04'],
    ['20190304', '2019-03-04'],
    ['20190304102233', '2019-03-04'],
    ['20191304', undefined],
    ['1551694800', '2019-03-04'],
    ['1551694800123', '2019-03-04'],
    ['1551694800.5', '2019-03-04'],
    ['some time in March', undefined],
  ])('%j is %s', (text, iso) => {
    const stated = readDay(text);
    expect(stated === undefined ? undefined : isoOf(stated.day)).toBe(iso);
  });
});
