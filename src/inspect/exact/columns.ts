import type { Concept, Element } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';
import { type ColumnProfile, profileColumns } from '../tables/profile.ts';
import type { DateOrder } from '../tables/dates.ts';

/** How values of a column are written, and so how they are looked for. */
export const kinds = ['email', 'phone', 'code', 'name', 'phrase', 'date'] as const;
export type Kind = (typeof kinds)[number];

/** What of a person columns tell: two columns of one group, such as street and city, bear each other out in nothing. */
export const groups = ['number', 'name', 'birth', 'place', 'contact', 'other'] as const;
export type Group = (typeof groups)[number];

/** A column of an index: one of the table, or several that are one value (given and family name). */
export interface ExactColumn {
  readonly label: string;
  readonly element: Element;
  readonly concept: Concept;
  readonly kind: Kind;
  /** A primary value may be found by itself; a corroborating one only beside others of its row. */
  readonly role: 'primary' | 'corroborating';
  readonly group: Group;
  /** Which columns of the table, from 0, in order of the value. */
  readonly parts: readonly number[];
  readonly dateOrder?: DateOrder;
}

export const mostColumns = 64;

type Form = Pick<ExactColumn, 'element' | 'kind' | 'role' | 'group'>;

const number = (element: Element): Form => ({ element, kind: 'code', role: 'primary', group: 'number' });
const place: Form = { element: 'postal-address', kind: 'phrase', role: 'corroborating', group: 'place' };

/**
 * Numbers by which one organisation knows a person, and user names, stand for the person: there is no element of their own,
 * and they are counted as names.
 */
const forms: Partial<Record<Concept, Form>> = {
  email: { element: 'email', kind: 'email', role: 'primary', group: 'contact' },
  phone: { element: 'phone', kind: 'phone', role: 'primary', group: 'contact' },
  iban: number('iban'),
  'payment-card': number('payment-card'),
  'bank-account': number('bank-account'),
  'crypto-wallet': number('crypto-wallet'),
  'national-id': number('national-id'),
  'tax-id': number('tax-id'),
  'social-security-id': number('social-security-id'),
  'health-id': number('health-id'),
  passport: number('passport'),
  'driving-licence': number('driving-licence'),
  'local-id': number('person-name'),
  username: { element: 'person-name', kind: 'phrase', role: 'corroborating', group: 'contact' },
  'person-name': { element: 'person-name', kind: 'name', role: 'corroborating', group: 'name' },
  'date-of-birth': { element: 'date-of-birth', kind: 'date', role: 'corroborating', group: 'birth' },
  'postal-address': place,
  street: place,
  postcode: { ...place, kind: 'phrase' },
  city: place,
};

/** Columns that the user named, by header or number from 1. */
export interface Wanted {
  readonly primary: readonly number[];
  readonly corroborating: readonly number[];
}

/**
 * The columns of an index, by header and first rows of the table. Columns that were named are taken even where nobody knows
 * what they mean: as a number where they are primary, as words where they corroborate.
 */
export function chooseColumns(rows: readonly (readonly string[])[], book: LabelBook, wanted: Wanted): ExactColumn[] {
  // What a table of known people says of itself counts, even where its values are strange.
  const profiles = profileColumns(rows, book).columns.map((profile) =>
    profile.concept !== undefined || profile.header === undefined
      ? profile
      : { ...profile, concept: book.classify(profile.header)?.concept },
  );
  const header = rows[0] ?? [];
  const named = new Set([...wanted.primary, ...wanted.corroborating]);
  const columns: ExactColumn[] = [];
  const used = new Set<number>();
  const take = (parts: readonly ColumnProfile[], form: Form, concept: Concept): void => {
    const indexes = parts.map(({ index }) => index);
    for (const index of indexes) used.add(index);
    const role = indexes.some((index) => wanted.primary.includes(index))
      ? 'primary'
      : indexes.some((index) => wanted.corroborating.includes(index))
        ? 'corroborating'
        : form.role;
    const order = form.kind === 'date' ? parts[0]?.dateOrder : undefined;
    const label = indexes.map((index) => header[index] || `column ${index + 1}`).join(' + ');
    columns.push({
      ...form,
      label: label.slice(0, 80),
      concept,
      role,
      parts: indexes,
      ...(order === undefined ? {} : { dateOrder: order }),
    });
  };
  const isFree = (profile: ColumnProfile): boolean =>
    !used.has(profile.index) && (named.size === 0 || named.has(profile.index));
  const joins: readonly (readonly [Concept, Concept, Concept])[] = [
    ['given-name', 'family-name', 'person-name'],
    ['street', 'house-number', 'street'],
  ];
  for (const [first, second, whole] of joins) {
    for (const one of profiles) {
      if (one.concept !== first || !isFree(one)) continue;
      const other = profiles.find((two) => two.concept === second && two.qualifier === one.qualifier && isFree(two));
      const form = forms[whole];
      if (other !== undefined && form !== undefined) take([one, other], form, whole);
    }
  }
  for (const profile of profiles) {
    if (!isFree(profile)) continue;
    const { concept, index } = profile;
    const known = concept === undefined ? undefined : forms[concept];
    if (known !== undefined && concept !== undefined) take([profile], known, concept);
    else if (wanted.primary.includes(index)) take([profile], number('person-name'), concept ?? 'local-id');
    else if (wanted.corroborating.includes(index)) {
      take([profile], { ...place, element: 'person-name', group: 'other' }, concept ?? 'other');
    }
  }
  return columns.slice(0, mostColumns);
}
