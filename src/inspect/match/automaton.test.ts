import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Automaton } from './automaton.ts';

const patterns = [
  '(?<![0-9A-Za-z])\\d{4}(?:[ -]?\\d{3}){1,3}(?![0-9A-Za-z]|-\\d)',
  '(?:order|ref)[ .:#]{0,3}[A-Z]{0,4}\\d{2,12}',
  '(?<=call )\\+?\\d{2,6}',
  '\\p{L}{2}\\d(?=,)',
  '[^<>\\s]{1,3}@[a-z]+',
  '(a|b)\\1\\d',
  'x(?i:order)(?-i:z)\\d',
] as const;
const flags = ['u', 'iu', '', 'u', 'u', 'i', 'u'] as const;

const text = fc
  .array(
    fc.constantFrom(
      '1',
      '22',
      '4',
      '333',
      ' ',
      '-',
      'a',
      'b',
      'Z',
      'é',
      '𐐀',
      'ſ',
      'order',
      'ORder',
      'x',
      'z',
      'REF',
      ':',
      'call ',
      '@',
      '<',
      ',',
      '+',
      '\n',
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

it('tells parts in which all matches of each pattern lie, each whole', () => {
  const automaton = new Automaton(patterns.map((pattern, at) => ({ pattern, flags: flags[at] ?? '' })));
  expect(automaton.left).toEqual([]);
  fc.assert(
    fc.property(text, (given) => {
      const parts = patterns.map((): [number, number][] => []);
      automaton.scan(given, 0, given.length, (pattern, from, to) => parts[pattern]?.push([from, to]));
      patterns.forEach((pattern, at) => {
        for (const match of given.matchAll(new RegExp(pattern, `g${flags[at]}`))) {
          const end = match.index + match[0].length;
          expect(parts[at]?.filter(([from, to]) => from <= match.index && end <= to)).toHaveLength(1);
        }
      });
    }),
    { numRuns: 5000 },
  );
});

it('says when its states are too many, and still misses nothing', () => {
  // Which of the last 14 letters were an `a` is what a state of the first must know: 16,384 of them.
  const many = ['a[a-v]{14}\\d', 'b[a-v]{3}\\d{2}', 'aaaaaaaaaaaa\\d'].map((pattern) => ({ pattern, flags: '' }));
  const automaton = new Automaton(many);
  let seed = 1;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  const hostile = Array.from({ length: 60_000 }, () => 'aabbcaabbdaaeeaffgaab1a'[next() % 23]).join('');
  const found = new Set<number>();
  automaton.scan(hostile, 0, hostile.length, (pattern) => found.add(pattern));
  expect(automaton.isTooLarge).toBe(true);
  expect(automaton.size.states).toBeLessThanOrEqual(4096);
  expect(found.has(0)).toBe(true);
  const regexes = many.map(({ pattern }) => new RegExp(pattern, 'g'));
  regexes.forEach((regex, at) => expect(found.has(at)).toBe(regex.test(hostile)));
});

it('tells nothing of a scan that was broken off', () => {
  const automaton = new Automaton([{ pattern: '\\d{4}', flags: '' }]);
  const broken = (): never => {
    throw new Error('broken off');
  };
  expect(() => automaton.scan('a 1234 b 5678', 0, 13, broken)).toThrow('broken off');
  const told: number[][] = [];
  automaton.scan('ab 9876', 0, 7, (...part) => told.push(part));
  expect(told).toEqual([[0, 3, 7]]);
});

it('leaves a pattern that may match nothing to be tried everywhere', () => {
  expect(new Automaton([{ pattern: 'a?', flags: '' }]).left).toEqual([0]);
});
