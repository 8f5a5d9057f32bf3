import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthDatePlausible, dateOrder, parseDate } from './dates.ts';

describe('parseDate', () => {
  it.each([
    '1980-02-03',
    '1980/02/03',
    '03.02.1980',
    '3.2.80',
    '3/2/80',
    '03-02-1980',
    '03 Feb 1980',
    '3rd February 1980',
    'February 3, 1980',
    'Sun, 3 Feb 1980',
    '3. Februar 1980',
    '3 février 1980',
    '3 de febrero de 1980',
    '3 febbraio 1980',
    '3 februari 1980',
    '3 fevereiro 1980',
    '3 lutego 1980',
    '19800203',
    '1980-02-03T00:00:00Z',
    '03.02.1980 00:00',
    '03-FEB-80',
  ])('reads %s', (value) => {
    expect(parseDate(value)).toBe('1980-02-03');
  });

  it('reads day and month in the order given, where both are possible', () => {
    expect(parseDate('02/03/1980', 'mdy')).toBe('1980-02-03');
    expect(parseDate('02/03/1980', 'dmy')).toBe('1980-03-02');
    expect(parseDate('80-02-03', 'ymd')).toBe('1980-02-03');
    expect(parseDate('2/13/1999')).toBe('1999-02-13');
    expect(parseDate('03021980', 'dmy')).toBe('1980-02-03');
  });

  it.each([
    '31.02.1980',
    '29.02.1981',
    '1.2.3',
    '12:33',
    '10.1.2.3',
    '1980-02-03T12:30:00Z',
    '13/14/2000',
    '',
    '123456',
    '3 hello 1980',
    '+49 89 123',
    '99999999',
    '0'.repeat(99),
  ])('reads no date in %j', (value) => {
    expect(parseDate(value)).toBeUndefined();
  });

  it('reads back every day in every form', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year, month, number] = iso.split('-');
        expect(parseDate(iso)).toBe(iso);
        expect(parseDate(`${number}.${month}.${year}`)).toBe(iso);
        expect(parseDate(`${month}/${number}/${year}`, 'mdy')).toBe(iso);
        expect(parseDate(`${year}${month}${number}`)).toBe(iso);
      }),
    );
  });
});

describe('dateOrder', () => {
  it.each<[string[], string | undefined]>([
    [['1/2/2000', '3/14/2000'], 'mdy'],
    [['1/2/2000', '14/3/2000'], 'dmy'],
    [['1.2.2000'], 'dmy'],
    [['2000-01-01'], 'ymd'],
    [['1/2/2000'], undefined],
    [['x', ''], undefined],
  ])('%j', (samples, order) => {
    expect(dateOrder(samples)).toBe(order);
  });
});

describe('birthDatePlausible', () => {
  it('knows who can be alive or lately dead', () => {
    expect(birthDatePlausible('1980-02-03')).toBe(true);
    expect(birthDatePlausible('1880-02-03')).toBe(false);
    expect(birthDatePlausible('2099-01-01')).toBe(false);
    expect(birthDatePlausible('2026-05-01', '2026-04-30')).toBe(false);
  });
});
