import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatcher } from '../recognise/matcher.ts';
import { compileRules } from './compile.ts';
import { dictionaryRule } from './dictionary.ts';
import { unsafeIn } from './safety.ts';

const ruleOf = (terms: readonly string[]) =>
  compileRules([dictionaryRule({ name: 'terms', element: 'person-name', terms })]);
const findIn = (terms: readonly string[], text: string): string[] =>
  createMatcher(ruleOf(terms))(text).map(({ start, end }) => text.slice(start, end));

describe('a dictionary', () => {
  it.each([
    ['Kestrel', 'kestrel kestrels unkestrel KESTREL', ['kestrel', 'KESTREL']],
    ['Müller & Söhne (GmbH)', 'an müller\n& SÖHNE (gmbh)', ['müller\n& SÖHNE (gmbh)']],
    ['Müller', 'Müller'.normalize('NFD'), ['Müller'.normalize('NFD')]],
    ['A Team', 'the a team; a  team', ['a team']],
    ['C++ Guild', 'C++ Guild, C Guild', ['C++ Guild']],
    ['1.5', '145 1.5', ['1.5']],
  ])('of %s finds in %j', (term, text, found) => expect(findIn([term], text)).toEqual(found));

  it('takes the longer of two terms that begin alike', () =>
    expect(findIn(['Ida Falk', 'Ida Falk Berg'], 'Ida Falk Berg')).toEqual(['Ida Falk Berg']));

  it('finds each term that it is given, by a pattern that cannot run away', () => {
    const character = fc.constantFrom(...'abÄß(*+?[\\]{}|^$./-&\'"#é 9');
    const term = fc.string({ unit: character, minLength: 3, maxLength: 20 }).map((one) => `x${one}x`);
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), (terms) => {
        const [rule] = ruleOf(terms);
        expect(unsafeIn(rule?.pattern ?? '', rule?.flags ?? '')).toBeUndefined();
        for (const one of terms) expect(findIn(terms, `; ${one} ;`)).toContain(one);
      }),
      { numRuns: 60 },
    );
  });
});
