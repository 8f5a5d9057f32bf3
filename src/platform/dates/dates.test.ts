import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDates, addTallies, type CountedDay, newestOf, type Tally } from './index.ts';

const day = fc
  .integer({ min: 0, max: 900 })
  .map((days) => new Date(Date.UTC(2019, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));

/** What inspection tells of some dates. */
function tallyOf(days: readonly string[]): Tally {
  const counts = new Map<string, number>();
  const months: Record<string, number> = {};
  for (const one of days) {
    counts.set(one, (counts.get(one) ?? 0) + 1);
    months[one.slice(0, 7)] = (months[one.slice(0, 7)] ?? 0) + 1;
  }
  const sorted: CountedDay[] = [...counts]
    .sort(([a], [b]) => (a > b ? -1 : 1))
    .map(([name, count]) => ({ day: name, count }));
  return { count: days.length, months, newest: sorted.slice(0, 40), oldest: sorted.at(-1) };
}

const many = (name: string, count: number): string[] => Array.from({ length: count }, () => name);

describe('dates of several files', () => {
  it('add up to those of one file that holds them all', () => {
    const files = fc.array(fc.array(day, { minLength: 1, maxLength: 120 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(files, (parts) => {
        expect(addTallies(parts.map(tallyOf))).toEqual(tallyOf(parts.flat()));
      }),
    );
  });

  it('add up alike in whatever order and groups they come', () => {
    const three = fc.tuple(
      fc.array(day, { minLength: 1 }),
      fc.array(day, { minLength: 1 }),
      fc.array(day, { minLength: 1 }),
    );
    fc.assert(
      fc.property(three, (parts) => {
        const [a, b, c] = parts.map(tallyOf) as [Tally, Tally, Tally];
        const ab = addTallies([a, b]) as Tally;
        expect(addTallies([ab, c])).toEqual(addTallies([c, b, a]));
      }),
    );
  });

  it('are none where there are none', () => expect(addTallies([])).toBeUndefined());
});

describe('the newest day', () => {
  it('is borne out by others: one slip among many is shown and decides nothing', () => {
    const leak = [...many('2019-03-04', 12), ...many('2019-03-01', 30), ...many('2018-06-01', 38_070), '2026-11-20'];
    expect(newestOf(tallyOf(leak))).toEqual({
      day: '2019-03-04',
      onDay: 12,
      inWeek: 42,
      inMonth: 42,
      count: 38_113,
      later: [{ day: '2026-11-20', count: 1 }],
    });
  });

  it.each([
    ['several of them, apart from each other', [...many('2019-03-04', 5000), '2024-01-01', '2026-11-20'], '2019-03-04'],
    ['too many of them for slips', [...many('2019-03-04', 100), '2026-11-18', '2026-11-20'], '2026-11-20'],
    ['one that follows the others closely', [...many('2019-03-04', 5000), '2019-04-01'], '2019-04-01'],
    ['one among few', [...many('2019-03-04', 20), '2026-11-20'], '2026-11-20'],
    ['a single one', ['2019-03-04'], '2019-03-04'],
  ])('with %s', (_, dates, newest) => expect(newestOf(tallyOf(dates))?.day).toBe(newest));

  it('counts the week and the month before it, the days at both ends once', () => {
    const leak = ['2019-03-31', '2019-03-25', '2019-03-24', '2019-03-01', '2019-02-28'];
    expect(newestOf(tallyOf(leak))).toMatchObject({ onDay: 1, inWeek: 2, inMonth: 4, later: [] });
  });

  it('may not be the newest where of dates of its year or later the month is not certain', () => {
    const { count, months, newest } = tallyOf(many('2019-03-04', 60));
    const unsure = (years: Record<string, number>) =>
      newestOf({ count, newest, months: { ...months, ...years } })?.unsure;
    expect(unsure({ '2018': 9 })).toBeUndefined();
    expect(unsure({ '2018': 9, '2019': 1, '2025': 500 })).toEqual({ upTo: '2025', count: 501 });
  });

  it('is unknown where only years are certain', () => {
    expect(newestOf({ count: 3, months: { '2019': 3 }, newest: [] })).toBeUndefined();
  });
});

it('of a day in several parts of a file the place that comes first stays, in whichever order they were read', () => {
  const part = (start: number) => ({
    events: { count: 2, months: { '2019-03': 2 }, newest: [{ day: '2019-03-04', count: 2, start }] },
  });
  const startOf = ({ start }: { readonly start: number }): number => start;
  const both = addDates([part(700), part(30)], startOf);
  expect(both).toEqual(addDates([part(30), part(700)], startOf));
  expect(both.events?.newest).toEqual([{ day: '2019-03-04', count: 4, start: 30 }]);
});
