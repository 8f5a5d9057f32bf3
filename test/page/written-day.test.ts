import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOf, readDay, writtenDay } from '../../web/ui/day-field/written-day.ts';

describe('a day that somebody types', () => {
  test.each([
    ['2026-11-22', '2026-11-22'],
    [' 2026-1-5 ', '2026-01-05'],
    ['22.11.2026', '2026-11-22'],
    ['5. 1. 2026', '2026-01-05'],
    ['22 Nov 2026', '2026-11-22'],
    ['5 September 2026', '2026-09-05'],
    ['5 Sept. 2026', '2026-09-05'],
    ['29 feb 2028', '2028-02-29'],
    ['', ''],
    ['  ', ''],
  ])('%j is %j', (typed, day) => {
    expect(readDay(typed, 'day')).toBe(day);
  });

  test.each([
    ['2026-11-22 10:15', '2026-11-22T10:15'],
    ['2026-11-22T10:15', '2026-11-22T10:15'],
    ['2026-11-22, 9:05', '2026-11-22T09:05'],
    ['22.11.2026 23:59', '2026-11-22T23:59'],
    ['1 August 2026 00:00', '2026-08-01T00:00'],
    ['', ''],
  ])('to the minute %j is %j', (typed, wall) => {
    expect(readDay(typed, 'minute')).toBe(wall);
  });

  test.each([
    ['11/12/2026', 'Day and month could change places'],
    ['2026-02-29', 'There is no such day'],
    ['2026-13-01', 'There is no such day'],
    ['2026-1', 'Write it as 2026-11-22'],
    ['31.04.2026', 'Write it as 2026-11-22'],
    ['22 Ma 2026', 'Write it as 2026-11-22'],
    ['yesterday', 'Write it as 2026-11-22'],
    ['26-11-22', 'Write it as 2026-11-22'],
  ])('%j is none, and it is said why', (typed, fault) => {
    expect(readDay(typed, 'day')).toBeUndefined();
    expect(faultOf(typed, 'day')).toContain(fault);
  });

  test.each(['2026-11-22', '2026-11-22 24:00', '2026-11-22 10:60', '10:15', '2026-11-22 1015', '2026-02-30 10:15'])(
    'to the minute %j is none',
    (typed) => {
      expect(readDay(typed, 'minute')).toBeUndefined();
      expect(faultOf(typed, 'minute')).not.toBe('');
    },
  );

  test('what a field shows is read as what it holds', () => {
    const minute = fc
      .integer({ min: Date.UTC(1970, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 })
      .map((at) => new Date(at * 60_000).toISOString().slice(0, 16));
    fc.assert(
      fc.property(minute, (wall) => {
        expect(readDay(writtenDay(wall), 'minute')).toBe(wall);
        expect(readDay(wall.slice(0, 10), 'day')).toBe(wall.slice(0, 10));
      }),
    );
  });
});
