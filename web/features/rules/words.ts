import type { Element } from '../../../src/inspect/contract.ts';
import type { Got } from '../../api/contract.ts';
import { elementLabels } from '../../ui/elements.ts';

export type Rule = Got<'rules.list'>['rules'][number];
export type WholeRule = Got<'rules.show'>;
export type Found = Got<'rules.try'>['found'][number];

/** Decoys are told as what they are for: a number that they claim is nobody's. */
const decoy = 'Nothing: keeps other rules away';

export const elementOf = ({ element }: { readonly element: string | null }): string =>
  element === null ? decoy : (elementLabels[element as Element] ?? element);

export const kinds: Readonly<Record<Rule['kind'], string>> = {
  pattern: 'The form of the value',
  label: 'A field whose label says so',
  names: 'Names of persons in running text',
  words: 'Words of a language, in their sentence',
};

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
export const countryOf = (code: string | null): string => (code === null ? 'Any' : (regions.of(code) ?? code));
