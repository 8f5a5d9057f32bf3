import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextReader } from '../recognise/text-reader.ts';
import { anchorOf } from './anchor-of.ts';

test.each([
  ['HR-[0-9]{5}', '', { literals: ['HR-'], ignoreCase: false, before: 0 }],
  ['\\bproject (?:falcon|kestrel)\\b', 'i', { literals: ['project '], ignoreCase: true, before: 0 }],
  // The longest that is in each match, with as much before it as there may be.
  ['[A-Z]{2}-BADGE-\\d{4}', '', { literals: ['-BADGE-'], ignoreCase: false, before: 4 }],
  ['(?:falcon|kestrel)-\\d', '', { literals: ['falcon', 'kestrel'], ignoreCase: false, before: 0 }],
  ['(?:ab\\.c){2,3}', '', { literals: ['ab.c'], ignoreCase: false, before: 0 }],
  ['x{3}\\d', '', { literals: ['xxx'], ignoreCase: false, before: 0 }],
  // Nothing of it is in each match: digits are.
  ['(?:AB)?\\d{6,8}', '', { digits: { min: 6, max: 8 } }],
  ['[A-Z]\\d{3}[A-Z0-9]{2}', '', { digits: { min: 3, max: 5 } }],
  ['(?:\\d{4}|[A-F]{4})-\\d', '', { digits: { min: 1, max: 5 } }],
  // What is looked at is no part of a match.
  ['(?<=badge )\\d{5}(?! pieces)', '', { digits: { min: 5, max: 5 } }],
  ['[A-Z]{8}', '', undefined],
  ['A?B?', '', undefined],
  ['\\w{4,8}', '', undefined],
] as const)('%s %s is tried at %j', (pattern, flags, anchor) => expect(anchorOf(pattern, flags)).toEqual(anchor));

/** A part of a pattern, with a text that it matches. */
const part: fc.Arbitrary<readonly [pattern: string, text: string]> = fc.oneof(
  fc.constantFrom(...'abXZ-/'.split('').map((one) => [one, one] as const)),
  fc.constantFrom(['\\.', '.'], ['[A-F]', 'C'], ['\\d', '7'], ['[0-9]{2,4}', '345'], ['\\d{3}', '901']),
  fc.constantFrom(['(?:ab|cd)', 'cd'], ['(?:no)?', ''], ['(?:no)?', 'no'], ['(?:x-){1,3}', 'x-x-']),
  fc.constantFrom(['\\b', ''], ['(?:red|\\d{2})', '42'], ['[a-z]{0,5}', 'qwe']),
);

test('what a pattern matches is found from where it is tried', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), fc.boolean(), (parts, ignoreCase) => {
      const pattern = parts.map(([one]) => one).join('');
      const value = parts.map(([, text]) => text).join('');
      const flags = ignoreCase ? 'i' : '';
      const anchor = anchorOf(pattern, flags);
      const text = `Of them: ${ignoreCase ? value.toUpperCase() : value} .`;
      const match = new RegExp(pattern, flags).exec(text);
      fc.pre(anchor !== undefined && match !== null && match[0] !== '');
      const rule = { id: 'own-1', element: 'national-id', title: 'Badge', pattern, flags, anchor, score: 0.9 };
      const source = { ...rule, examples: [], negative_examples: [], references: [] };
      const found = createTextReader([{ path: 'own', text: JSON.stringify(source) }], [])(text);
      expect(found[0]).toMatchObject({ start: match?.index, end: (match?.index ?? 0) + (match?.[0].length ?? 0) });
    }),
    { numRuns: 2000 },
  );
});
