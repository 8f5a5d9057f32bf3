import type { Person } from '../people/person.ts';
import type { Random } from '../random.ts';
import { nationalKinds } from '../words/headers/keys.ts';
import type { ColumnKey } from './cells.ts';

export interface Picked {
  readonly keys: readonly ColumnKey[];
  /** Columns that are never empty: with them the person can be told from others and joined across files. */
  readonly needed: ReadonlySet<ColumnKey>;
}

/** What a table or form is about. */
export interface Topic {
  readonly id: string;
  /** True where one person has several rows (orders, log-ins). */
  readonly repeats: boolean;
  columns(random: Random, people: readonly Person[]): Picked;
}

const maybe = (random: Random, probability: number, ...keys: ColumnKey[]) => (random.chance(probability) ? keys : []);
const nameKeys = (random: Random): ColumnKey[] => random.pick([['givenName', 'familyName'], ['familyName', 'givenName'], ['fullName']] as ColumnKey[][]);

function addressKeys(random: Random): ColumnKey[] {
  const form = random.float();
  if (form < 0.3) return ['fullAddress'];
  const rest: ColumnKey[] = ['postcode', 'city', ...maybe(random, 0.3, 'region'), ...maybe(random, 0.6, 'country')];
  return form < 0.45 ? ['streetName', 'houseNumber', ...rest] : ['street', ...rest];
}

/** National identifiers of the country that most of these people are from. */
function nationalKeys(random: Random, people: readonly Person[], probability: number): ColumnKey[] {
  const country = people[0]?.country;
  if (country === undefined || !random.chance(probability)) return [];
  const kinds: readonly ColumnKey[] = nationalKinds[country];
  return country === 'GB' || country === 'DE' || country === 'FR' ? random.sample(kinds, random.int(1, 2)) : [...kinds];
}

function localKey(people: readonly Person[]): ColumnKey {
  return people[0]?.localId.key ?? 'customerNo';
}

function picked(keys: readonly ColumnKey[], ...needed: ColumnKey[]): Picked {
  const names: ColumnKey[] = ['fullName', 'givenName', 'familyName'];
  return { keys: [...new Set(keys)], needed: new Set([...names, ...needed]) };
}

/** Enough to join: the private mailbox, the birth date, the address, or two of them. */
function link(random: Random): { keys: ColumnKey[]; needed: ColumnKey[] } {
  const at = random.float();
  if (at < 0.4) return { keys: ['email'], needed: ['email'] };
  if (at < 0.7) return { keys: ['birth'], needed: ['birth'] };
  if (at < 0.85) return { keys: ['birth', 'email'], needed: ['birth', 'email'] };
  return { keys: [...addressKeys(random), 'birth'], needed: ['birth'] };
}

/** The master of a relation: nearly everything that is known of a person. */
export const master: Topic = {
  id: 'master',
  repeats: false,
  columns: (random, people) =>
    picked(
      [localKey(people), ...maybe(random, 0.5, 'gender'), ...nameKeys(random), 'birth', ...addressKeys(random), 'email', 'phone', 'mobile', ...maybe(random, 0.4, 'iban'), ...maybe(random, 0.3, 'card'), ...nationalKeys(random, people, 0.3), ...maybe(random, 0.4, 'relation')],
      'birth', 'email', 'street', 'streetName', 'houseNumber', 'fullAddress', 'mobile', localKey(people),
    ),
};

export const staff: Topic = {
  id: 'staff',
  repeats: false,
  columns: (random, people) =>
    picked(
      ['employeeNo', ...nameKeys(random), 'birth', 'workEmail', 'email', ...addressKeys(random), ...nationalKeys(random, people, 0.9), ...maybe(random, 0.7, 'iban'), 'mobile', 'department', 'jobTitle', 'hireDate'],
      'birth', 'email', 'workEmail', 'street', 'streetName', 'houseNumber', 'fullAddress', 'employeeNo',
    ),
};

export const partners: Topic = {
  id: 'partners',
  repeats: false,
  columns: (random) => picked(['organisation', ...nameKeys(random), 'memberNo', 'workEmail', 'email', 'phone', 'mobile', ...addressKeys(random)], 'email', 'memberNo', 'street', 'streetName', 'houseNumber', 'fullAddress'),
};

/** Tables that show only a part of what is known. */
export const views: readonly Topic[] = [
  { id: 'orders', repeats: true, columns: (random, people) => { const join = link(random); return picked(['orderNo', 'orderDate', localKey(people), ...nameKeys(random), ...join.keys, 'product', 'amount', ...maybe(random, 0.5, 'trackingNo'), ...maybe(random, 0.4, 'card')], localKey(people), ...join.needed); } },
  { id: 'newsletter', repeats: false, columns: (random) => picked(['email', ...nameKeys(random), ...maybe(random, 0.5, 'ip'), 'timestamp'], 'email') },
  { id: 'accounts', repeats: false, columns: (random) => picked(['username', 'email', ...maybe(random, 0.5, 'fullName'), random.pick(['password', 'hash'] as const), 'ip', 'uuid'], 'email') },
  { id: 'payments', repeats: false, columns: (random) => { const join = link(random); return picked(['reference', ...nameKeys(random), 'iban', 'amount', ...join.keys, ...maybe(random, 0.4, 'card')], ...join.needed); } },
  { id: 'patients', repeats: false, columns: (random, people) => picked(['patientNo', ...nameKeys(random), 'birth', ...nationalKeys(random, people, 0.9), 'phone', ...addressKeys(random)], 'birth', 'patientNo') },
  { id: 'shipping', repeats: true, columns: (random) => picked(['trackingNo', 'fullName', ...addressKeys(random), 'email', 'mobile', 'product', 'ean'], 'email') },
  { id: 'loyalty', repeats: false, columns: (random, people) => { const join = link(random); return picked([localKey(people), ...nameKeys(random), ...join.keys, 'mobile', 'timestamp'], localKey(people), ...join.needed); } },
  { id: 'identity', repeats: false, columns: (random, people) => picked([...nameKeys(random), 'birth', ...nationalKeys(random, people, 1), ...maybe(random, 0.4, 'iban'), ...maybe(random, 0.3, 'email')], 'birth') },
];

/** A mailbox that several people read. */
export function sharedMail(person: Person, random: Random): string {
  return `${random.pick(person.entity.shared)}@${person.entity.domain}`;
}
