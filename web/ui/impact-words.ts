import codes from 'virtual:codes';
import type { Got } from '../api/contract.ts';
import { compartments } from './evidence-words.ts';

export type Impact = Got<'impact.show'>;
export type Count = Impact['persons'][number];
export type Run = Got<'runs.show'>;
export type InspectedFile = Got<'files.list'>['items'][number];
export type Finding = Got<'findings.list'>['items'][number];
export type Person = Got<'persons.list'>['items'][number];
type Role = Got<'incidents.show'>['own']['role'];

export const statuses: Readonly<Record<InspectedFile['status'], { readonly label: string; readonly hint: string }>> = {
  inspected: { label: 'Read in whole', hint: 'All of it was searched' },
  partial: { label: 'Read in part', hint: 'Something of it was left out: what is in that part is not known' },
  unreadable: { label: 'Unreadable', hint: 'What is in it is not known' },
  reading: { label: 'Being read', hint: 'It is under way' },
};

/** A code in words: what is wrong, and what to do. */
export const reasonOf = (code: string): { readonly what: string; readonly remedy: string } =>
  codes[code] ?? { what: code, remedy: '' };

export const relations: Readonly<Record<Person['relation'], string>> = {
  employee: 'Employees',
  customer: 'Customers',
  partner: 'Partners',
  prospect: 'Prospects',
  unknown: 'On no roster',
};
const oneOf: Readonly<Record<Person['relation'], string>> = {
  employee: 'Employee',
  customer: 'Customer',
  partner: 'Partner',
  prospect: 'Prospect',
  unknown: 'On no roster',
};
export const relationOf = ({ relation, standing }: Person): string =>
  standing === 'former' ? `${oneOf[relation]}, former` : oneOf[relation];

const regions = new Intl.DisplayNames(['en'], { type: 'region' });
/** The one code of each country: another that means the same stands beside its name. */
const isPlain = (code: string): boolean => new Intl.Locale(`und-${code}`).region === code;
/** `Germany`, `United Kingdom (UK)`; for an empty code that it is not known. */
export function countryOf(code: string | null): string {
  if (!code) return 'Not known';
  const name = regions.of(code) ?? code;
  return name === code || isPlain(code) ? name : `${name} (${code})`;
}

/** Of what part of the incident a count is: `Facts`, `Facts, Muster Bank AG`. */
export const placeOf = (
  { compartment, entity }: Pick<Count, 'compartment' | 'entity'>,
  entities: readonly { readonly id: string; readonly name: string }[],
): string => {
  const { label } = compartments[compartment];
  return entity === null ? label : `${label}, ${entities.find(({ id }) => id === entity)?.name ?? 'one entity'}`;
};

/** Who works with persons: for all others there are sums. */
const seers: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];
export const seesPersons = (role: Role | undefined): boolean => role !== undefined && seers.includes(role);
export const whoSeesPersons = 'the lead, analysts, the data protection officer and legal';
