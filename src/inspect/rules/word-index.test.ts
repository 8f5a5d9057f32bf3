import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileRules, type Rule } from './compile.ts';
import { WordIndex } from './word-index.ts';
import { fold } from './words.ts';

const words = ['pesel', 'id nr', 'č. op', 'straße', 'οδός', '주민등록번호', '# no', 'eb', 'numéro', 'orderNo'];
const rule = ruleWith(words);

function ruleWith(phrases: readonly string[]): Rule {
  const one = {
    id: 'one',
    element: 'national-id',
    title: 'One',
    pattern: '\\d',
    anchor: { digits: { min: 1, max: 1 } },
    score: 0.5,
    context: { words: phrases },
    examples: [],
    negative_examples: [],
    references: [],
  };
  const [rule] = compileRules([{ path: 'one.yml', text: JSON.stringify(one) }]);
  if (rule === undefined) throw new Error('no rule');
  return rule;
}

/** Marks come between letters, words without spaces, and in any case. */
const part = fc.constantFrom(
  ...words,
  ...words.map((word) => word.toUpperCase()),
  ...words.map((word) => word.normalize('NFD')),
  ' ',
  '_',
  'a',
  'B',
  '\u0301',
  'ﬀ',
  '1',
  ': ',
  '한',
  'Σ',
  '𐐀',
  '\n',
);

it('finds a place in every text in which a word of the rule is', () => {
  const index = new WordIndex([rule]);
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      if (rule.context.pattern?.test(fold(text)) === true) expect(index.mayHave(rule, text, 0, text.length)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

it('takes no word apart where a mark stands between a small letter and a capital', () => {
  const text = 'e\u0301B';
  expect(fold(text)).toBe('eb');
  expect(new WordIndex([rule]).mayHave(rule, text, 0, text.length)).toBe(true);
});

it('has none in a text without them', () => {
  const index = new WordIndex([rule]);
  expect(index.mayHave(rule, 'peselx, a thing of some kind', 0, 28)).toBe(false);
  expect(index.rulesOf('nothing of it here').size).toBe(0);
});

it('knows a phrase by a word of it that no other has, rather a long one', () => {
  const tax = ruleWith(['tax number', 'insurance number', 'id za ddv']);
  const index = new WordIndex([tax]);
  const may = (text: string): boolean => index.mayHave(tax, text, 0, text.length);
  expect(['customer_id', 'order number', 'za'].map(may)).toEqual([false, false, false]);
  expect(['TaxNumber', 'number, tax', 'ID za DDV'].map(may)).toEqual([true, true, true]);
});
