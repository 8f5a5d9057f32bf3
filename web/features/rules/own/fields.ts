import type { Given, Got } from '../../../api/contract.ts';

export type OwnRule = Got<'own-rules.list'>['rules'][number];
export type Trial = Got<'own-rules.try'>;
type Body = NonNullable<Given<'own-rules.try'>['body']>;

/** What stands in the form: lists as text, one on each line. */
export interface OwnFields {
  readonly title: string;
  readonly element: string;
  readonly by: 'pattern' | 'terms';
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly terms: string;
  readonly words: string;
  readonly needsWords: boolean;
  readonly examples: string;
  readonly negativeExamples: string;
  readonly sample: string;
}

export const nothing: OwnFields = {
  title: '',
  element: '',
  by: 'pattern',
  pattern: '',
  ignoreCase: false,
  terms: '',
  words: '',
  needsWords: false,
  examples: '',
  negativeExamples: '',
  sample: '',
};

export function fieldsOf({
  title,
  element,
  sought,
  words,
  needsWords,
  examples,
  negativeExamples,
}: OwnRule): OwnFields {
  return {
    ...nothing,
    title,
    element,
    ...('terms' in sought ? { by: 'terms', terms: sought.terms.join('\n') } : { by: 'pattern', ...sought }),
    words: words.join('\n'),
    needsWords,
    examples: examples.join('\n'),
    negativeExamples: negativeExamples.join('\n'),
  };
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function bodyOf(fields: OwnFields): Body {
  const { title, element, by, pattern, ignoreCase, terms, words, needsWords, examples, negativeExamples, sample } =
    fields;
  return {
    title,
    element,
    sought: by === 'terms' ? { terms: linesOf(terms) } : { pattern, ignoreCase },
    words: linesOf(words),
    needsWords,
    examples: linesOf(examples),
    negativeExamples: linesOf(negativeExamples),
    sample,
  };
}

/** The field of the form in which a problem of a rule is to be mended. */
export function fieldOf(field: string, by: OwnFields['by']): keyof OwnFields {
  if (field === 'sought') return by;
  return field in nothing ? (field as keyof OwnFields) : 'title';
}
