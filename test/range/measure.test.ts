import { describe, expect, test } from 'vitest';
import { locate } from '../../bench/truth/locate.ts';
import { bCubed, pairRecords } from '../../bench/truth/persons.ts';
import type { TruthValue } from '../../bench/truth/read.ts';
import { PathMatcher, Unit } from '../../bench/truth/units.ts';
import { compare, emptyTallies, scoreOf } from '../../bench/truth/values.ts';

const value = (id: number, text: string, more: Partial<TruthValue> = {}): TruthValue => ({
  id,
  file: 'a',
  element: 'person-name',
  value: text,
  person: 'P1',
  place: {},
  scored: true,
  ...more,
});

describe('values', () => {
  const text = 'Ann Lee, Ann; Lee Ann';

  test('equal strings are told apart by their order, whole words before parts', () => {
    const spans = locate(text, [value(1, 'Ann'), value(2, 'Lee'), value(3, 'Ann'), value(4, 'Lee Ann')]);
    expect(spans.map((span) => span?.start)).toEqual([0, 4, 9, 14]);
  });

  test('blanks that a reader broke are still blanks', () => {
    expect(locate('pay DE12\n3456 now', [value(1, 'DE12 3456')])).toEqual([{ start: 4, end: 13 }]);
  });

  test('a find counts when the element is equal and the spans overlap by half both ways', () => {
    const tallies = emptyTallies();
    const truth = [
      { value: value(1, 'Ann Lee'), span: { start: 0, end: 7 } },
      { value: value(2, 'Ann', { scored: false }), span: { start: 9, end: 12 } },
    ];
    const found = [
      { start: 0, end: 4 },
      { start: 0, end: 21 },
      { start: 9, end: 12 },
      { start: 14, end: 17 },
    ];
    compare(
      found.map((span) => ({ rule: 'r', element: 'person-name' as const, span })),
      truth,
      text,
      tallies,
    );
    // Half of the name is right; the whole line also covers what is not scored, so it is neither; the last is nobody.
    expect(tallies['person-name']).toEqual({ hits: 1, missed: 0, right: 1, wrong: 1 });
    expect(scoreOf(tallies['person-name'])).toMatchObject({ precision: 0.5, recall: 1 });
  });

  test('spans in bytes are found again in letters', () => {
    const unit = new Unit();
    unit.add('x', 'Jörg 😀 Weiß');
    const bytes = Buffer.from('Jörg 😀 ').length;
    const span = unit.span('x', { start: bytes, end: bytes + 5 });
    expect(unit.text.slice(span?.start, span?.end)).toBe('Weiß');
  });

  test('members are matched where the layers between are named otherwise', () => {
    const matcher = new PathMatcher(['a.tar.gz!/a.tar!/b.csv', 'c.csv.gz!/c.csv', 'm.mbox']);
    expect(matcher.fileOf('a.tar.gz!/content!/b.csv')).toBe('a.tar.gz!/a.tar!/b.csv');
    expect(matcher.fileOf('c.csv.gz!/content')).toBe('c.csv.gz!/c.csv');
    expect(matcher.fileOf('m.mbox!/3')).toBe('m.mbox');
  });
});

describe('persons', () => {
  test('perfect joins score 1, one heap and all apart score less', () => {
    const pair = (truth: string, seen: string | undefined) => ({ truth, seen, values: [] });
    expect(bCubed([pair('A', '1'), pair('A', '1'), pair('B', '2')]).f1).toBe(1);
    expect(bCubed([pair('A', '1'), pair('A', '1'), pair('B', '1')])).toMatchObject({
      recall: 1,
      precision: (2 / 3 + 2 / 3 + 1 / 3) / 3,
    });
    expect(bCubed([pair('A', '1'), pair('A', '2'), pair('B', '3')])).toMatchObject({ precision: 1, recall: 2 / 3 });
    expect(bCubed([pair('A', '1'), pair('B', undefined)])).toMatchObject({ precision: 0.5, recall: 0.5 });
  });

  test('a record where the truth has none is spurious unless the place is not scored', () => {
    const record = { file: 'a', person: 'A', values: ['Ann'], items: [1], place: {}, scored: true };
    const pairs = pairRecords(
      [
        { person: '1', span: { start: 0, end: 10 } },
        { person: '2', span: { start: 20, end: 30 } },
        { person: '3', span: { start: 40, end: 50 } },
      ],
      [{ record, spans: [{ start: 2, end: 5 }] }],
      [
        { start: 2, end: 5 },
        { start: 22, end: 25 },
      ],
    );
    expect(pairs).toEqual([
      { truth: undefined, seen: '3', values: [] },
      { truth: 'A', seen: '1', values: ['Ann'] },
    ]);
  });
});
