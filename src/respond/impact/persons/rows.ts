import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import { type DataKey, openValue } from '#platform/vault';
import type { Role } from '../../authorise.ts';
import { labelsPlace } from '../places.ts';
import { relations, standings } from './subject.ts';
import { blockOf, together } from './write-count.ts';

/** Who works with persons. */
export const seesPersons: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal'];

/** Elements in the order of their bits, as #inspect has them; a test compares. */
export const elementBits = [
  'person-name',
  'date-of-birth',
  'postal-address',
  'email',
  'phone',
  'ip-address',
  'payment-card',
  'iban',
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
  'password',
  'password-hash',
  'private-key',
  'access-token',
  'passport',
  'driving-licence',
  'health',
  'religion',
  'trade-union',
  'ethnic-origin',
  'political-opinion',
  'sex-life',
  'genetic-biometric',
  'criminal-offence',
  'card-security',
  'bank-account',
  'crypto-wallet',
  'confidentiality-mark',
  'network-detail',
] as const;

export interface CountRow {
  readonly id: string;
  readonly version: number;
  readonly possible: string;
  readonly compartment: 'facts' | 'counsel' | 'person-concerned';
  readonly entity_id: string | null;
}

/**
 * The count of an incident that is asked for; without an id the only one, or that of the facts of all entities.
 *
 * Errors: `nothing-there`; `count-changed` where it is no more that of `version`, whose numbers were of others.
 */
export async function countOf(
  client: ClientBase,
  incident: string,
  count?: string,
  version?: number,
): Promise<CountRow> {
  const { rows } = await client.query<CountRow>(
    `select id, version, possible, compartment, entity_id from cofferdam.subject_count
     where incident_id = $1 and ($2::uuid is null or id = $2) order by compartment, entity_id nulls first limit 1`,
    [incident, count],
  );
  const found = rows[0] ?? fail('nothing-there', 'count of persons');
  return version === undefined || version === found.version ? found : fail('count-changed');
}

export interface SubjectRow {
  readonly number: number;
  readonly relation: number;
  readonly standing: number;
  readonly country: string | null;
  readonly minor: boolean | null;
  readonly records: number;
  readonly files: number;
  readonly elements: number;
  readonly mark: string;
  readonly span_start: string;
  readonly span_end: string;
}

export const relationOf = ({ relation }: SubjectRow): (typeof relations)[number] => relations[relation] ?? 'unknown';
export const standingOf = ({ standing }: SubjectRow): (typeof standings)[number] | null =>
  standings[standing - 1] ?? null;
export const elementsOf = ({ elements }: SubjectRow): string[] =>
  elementBits.filter((_, bit) => (elements & (1 << bit)) !== 0);

export type Label = readonly [name: string, contact: string];

/** What persons are known by, as it is, by their numbers. Masking or recording it is the caller's to do. */
export async function labelsOf(
  client: ClientBase,
  key: DataKey,
  { id, version }: CountRow,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Label>> {
  const blocks = [...new Set(numbers.map(blockOf))];
  const { rows } = await client.query<{ block: number; labels: Buffer }>(
    'select block, labels from cofferdam.subject_block where count_id = $1 and version = $2 and block = any ($3)',
    [id, version, blocks],
  );
  const labels = new Map<number, Label>();
  for (const { block, labels: sealed } of rows) {
    const list = JSON.parse(openValue(key, labelsPlace(id, version, block), sealed).toString()) as readonly Label[];
    for (const [index, label] of list.entries()) labels.set(block * together + index + 1, label);
  }
  return labels;
}
