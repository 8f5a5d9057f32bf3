import type { Cell, Concept, Fact } from '../contract.ts';
import { isTheirs } from '../lexicon/judge.ts';
import type { ColumnProfile } from '../tables/profile.ts';
import { type DateOrder, parseDate } from '../tables/dates.ts';
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
  'passport',
  'driving-licence',
  'iban',
  'payment-card',
]);

/** What is said of a document or opens a door, and nothing of a person. */
const ofNobody: ReadonlySet<Concept> = new Set([
  'password',
  'access-token',
  'private-key',
  'confidentiality-mark',
  'network-detail',
]);

/** What a finding in a record says of its person. `value` is the text that was found. */
export function factOf(hit: Hit, value: string, column: ColumnProfile | undefined): Fact | undefined {
  if (ofNobody.has(hit.element)) return undefined;
  // `Her husband's HIV test` in the notes on her.
  if (!isTheirs(hit.reasons)) return undefined;
  const label = column?.concept;
  const concept = label !== undefined && parts.has(label) ? label : hit.element;
  const normal = hit.element === 'date-of-birth' ? dayOf(hit.normal, value, column?.dateOrder) : hit.normal;
  return normal === undefined ? undefined : { concept, value: normal, rule: hit.rule.id };
}

/**
 * The day of a birth date: `1980-03-02`, or `1980-03-02|1980-02-03` where day and month could change places and nothing
 * in the file says which is which.
 */
function dayOf(normal: string, value: string, order: DateOrder | undefined): string | undefined {
  if (!normal.includes('|')) return normal;
  if (order !== undefined) return parseDate(value, order);
  const [either, or] = [parseDate(value, 'dmy'), parseDate(value, 'mdy')];
  return either === undefined || or === undefined || either === or ? (either ?? or) : `${either}|${or}`;
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
