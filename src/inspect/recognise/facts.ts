import type { Cell, Concept, Fact } from '../contract.ts';
import type { Hit } from './candidate.ts';

/** Concepts that say something of a person without being a finding. */
const stated: ReadonlySet<Concept> = new Set([
  'house-number',
  'postcode',
  'city',
  'region',
  'country',
  'username',
  'local-id',
  'relation',
  'gender',
]);

/** Parts of names and addresses: the label tells which part a finding is. */
const parts: ReadonlySet<Concept> = new Set(['given-name', 'family-name', 'street']);

/** Identifiers that tell of a person wherever they stand. */
const sighted: ReadonlySet<Concept> = new Set([
  'email',
  'phone',
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
  'iban',
  'payment-card',
]);

/** What a finding in a record says of its person. */
export function factOf(hit: Hit, label: Concept | undefined): Fact | undefined {
  if (hit.element === 'password' || hit.element === 'access-token' || hit.element === 'private-key') return undefined;
  const concept = label !== undefined && parts.has(label) ? label : hit.element;
  return { concept, value: hit.normal, rule: hit.rule.id };
}

/** What a cell says by its label alone. */
export function labelFact(text: string, cell: Cell, concept: Concept | undefined): Fact | undefined {
  if (concept === undefined || !stated.has(concept)) return undefined;
  const value = (cell.value ?? text.slice(cell.start, cell.end)).trim();
  return value === '' || value.length > 200 ? undefined : { concept, value };
}

/** What an identifier in running text says: that its person is in the file. */
export function sightingOf(hit: Hit): Fact | undefined {
  return sighted.has(hit.element) ? { concept: hit.element, value: hit.normal, rule: hit.rule.id } : undefined;
}
