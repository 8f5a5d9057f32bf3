import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterWrong, allowances, isLocked, noTries, type Tries, windowLength } from './limits.ts';

const minute = 60_000;
const { account } = allowances;
const wrong = (tries: Tries, at: number, times: number): Tries =>
  Array.from({ length: times }).reduce<Tries>((so) => afterWrong(so, at, account), tries);

test('ten wrong tries lock, nine do not', () => {
  expect(isLocked(wrong(noTries(0), 0, 9), 0)).toBe(false);
  expect(isLocked(wrong(noTries(0), 0, 10), 0)).toBe(true);
});

test('a lock takes twice as long as the one before it, and a day at most', () => {
  let [tries, at] = [noTries(0), 0];
  const lengths = Array.from({ length: 9 }, () => {
    tries = wrong(tries, at, 10);
    const length = (tries.locked_until?.getTime() ?? 0) - at;
    at += length;
    return length / minute;
  });
  expect(lengths).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  at += 24 * 60 * minute;
  expect(wrong(tries, at, 10).locked_until?.getTime()).toBe(at + 15 * minute);
});

describe('however tries are spread', () => {
  const gaps = fc.array(fc.nat({ max: 5 * minute }), { minLength: 20, maxLength: 400 });

  test('there are never more than ten in a quarter of an hour that were not refused', () => {
    fc.assert(
      fc.property(gaps, (all) => {
        let [tries, at] = [noTries(0), 0];
        const taken: number[] = [];
        for (const gap of all) {
          at += gap;
          if (!isLocked(tries, at)) taken.push(at);
          tries = afterWrong(tries, at, account);
        }
        // A window begins with its first try: nine before its end and ten after it are the most.
        for (const from of taken)
          expect(taken.filter((one) => one >= from && one < from + windowLength).length).toBeLessThan(20);
      }),
    );
  });

  test('a clock that is set back opens no lock and forgets no try', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 100 * 60 * minute }), (before, back) => {
        const start = 200 * 60 * minute;
        const tries = wrong(noTries(start), start, before);
        expect(isLocked(wrong(tries, start - back, 10 - before), start - back)).toBe(true);
        expect(isLocked(wrong(noTries(start), start, 10), start - back)).toBe(true);
      }),
    );
  });
});
