import { describe, expect, it } from 'vitest';
import { parsePattern, reachOf } from './pattern.ts';

const set = (source: string) => ({ kind: 'set', source });

describe('parsePattern', () => {
  it.each([
    ['a', { kind: 'set', source: 'a' }],
    ['[^\\]a]{2,3}', { kind: 'repeat', part: { kind: 'set', source: '[^\\]a]' }, min: 2, max: 3 }],
    ['\\d*', { kind: 'repeat', part: { kind: 'set', source: '\\d' }, min: 0, max: Number.POSITIVE_INFINITY }],
    ['(?<!\\p{L})', { kind: 'look', behind: true, negative: true, body: { kind: 'set', source: '\\p{L}' } }],
    ['(?i:a(?-i:b))', { kind: 'sequence', parts: [set('(?i:a)'), set('(?i:(?-i:b))')] }],
    [
      '(?<x>a)\\k<x>',
      {
        kind: 'sequence',
        parts: [
          { kind: 'set', source: 'a' },
          { kind: 'reference', group: { kind: 'set', source: 'a' } },
        ],
      },
    ],
  ])('%s', (pattern, tree) => {
    expect(parsePattern(pattern)).toEqual(tree);
  });

  it('refuses groups in groups without end', () => {
    expect(() => parsePattern(`${'('.repeat(40)}a${')'.repeat(40)}`)).toThrow(RangeError);
  });
});

describe('reachOf', () => {
  it.each([
    ['\\d{4}', 1, 1],
    ['(?<![a-z]{3})\\d(?!-\\d)', 7, 5],
    ['(?<=(?:ab){1,4})x', 17, 1],
  ])('%s looks at %i characters before and %i behind', (pattern, before, behind) => {
    expect(reachOf(parsePattern(pattern))).toEqual({ before, behind });
  });
});
