import type { Element, Source } from '../contract.ts';
import type { RuleEntry } from './schema.ts';

/** Terms that one pattern holds: more make the search for all of them slow, and belong in an index of values. */
export const mostTerms = 5000;
export const shortestTerm = 3;

interface Dictionary {
  /** As a rule is named: small letters, digits, hyphens. */
  readonly name: string;
  readonly element: Element;
  /** `shortestTerm` characters each at least, `mostTerms` at most. */
  readonly terms: readonly string[];
}

/**
 * A list of terms as a rule, `dictionary-NAME`: whole words, whatever their case, with any blanks between them. Its pattern is
 * made of escaped text alone and cannot run away. Under a label that says something else a term is found with a lower score.
 */
export function dictionaryRule({ name, element, terms }: Dictionary): Source {
  const rule = {
    id: `dictionary-${name}`,
    element,
    title: `Term of the dictionary ${name.slice(0, 50)}`,
    ...termsSought(terms),
    score: 0.9,
    examples: [],
    negative_examples: [],
    references: [],
  };
  return { path: `dictionary ${name}`, text: JSON.stringify(rule) };
}

/** What a rule has for terms: pattern, flags and anchor. */
export function termsSought(terms: readonly string[]): Pick<RuleEntry, 'pattern' | 'flags' | 'anchor'> {
  const forms = [...new Set(terms.flatMap((term) => [term.normalize('NFC'), term.normalize('NFD')]))];
  // Of two that begin alike the longer is tried first.
  const alternatives = forms.toSorted((a, b) => b.length - a.length).map(patternOf);
  return {
    pattern: `(?<![\\p{L}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}\\p{M}])`,
    flags: 'iu',
    anchor: { literals: [...new Set(forms.map(beginningOf))], ignoreCase: true, before: 0 },
  };
}

function patternOf(term: string): string {
  return term
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .trim()
    .replaceAll(/\s+/g, '\\s{1,3}');
}

/** What is sought in the text: the first word, or as much as it takes to be two characters. */
function beginningOf(term: string): string {
  const [first = ''] = term.split(/\s/);
  return first.length > 1 ? first : term.slice(0, 3);
}
