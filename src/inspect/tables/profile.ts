import type { Concept } from '../contract.ts';
import type { LabelBook } from '../labels/classify.ts';
import type { LabelMeaning } from '../labels/meaning.ts';
import { settleAccounts, settleNames, settleRelatives } from '../labels/settle.ts';
import type { DateOrder } from './dates.ts';
import { checkedConcept } from './checked.ts';
import { findHeaders } from './header.ts';
import { type Guess, inferConcept } from './infer.ts';
import { measureValues, type ValueShape } from './value-shape.ts';

/** What one column holds (of a vertical table: one row). */
export interface ColumnProfile {
  /** Index of the column; of a vertical table, index of the row. From 0. */
  readonly index: number;
  readonly header: string | undefined;
  readonly concept: Concept | undefined;
  /** 0 to 1; 0 where there is no concept. */
  readonly certainty: number;
  readonly by: 'header' | 'values' | 'both' | undefined;
  readonly qualifier: string | undefined;
  /** Which of several whom the qualifier may mean. */
  readonly which: string | undefined;
  /** Order of day and month, as far as the values prove it. */
  readonly dateOrder: DateOrder | undefined;
}

export interface TableProfile {
  readonly orientation: 'horizontal' | 'vertical';
  /** Index of the header row among the given rows; undefined without one and in vertical tables. */
  readonly headerRow: number | undefined;
  readonly columns: readonly ColumnProfile[];
  /** Whether the rows are about persons, as far as headers and values tell. */
  readonly persons: boolean;
}

const sampledRows = 200;

/**
 * Reads what the columns of a table hold from its first rows (200 at most count): by their headers, and where these
 * are missing, unknown or vague, by their values. Rows may differ in length.
 */
export function profileColumns(rows: readonly (readonly string[])[], book: LabelBook): TableProfile {
  const sample = rows.slice(0, sampledRows);
  const { orientation, headerRow } = findHeaders(sample, book);
  const lines = orientation === 'vertical' ? sample : columnsOf(sample, headerRow);
  const labelled = orientation === 'vertical' || headerRow !== undefined;
  const headers = lines.map((line) => (labelled ? line[0]?.trim() || undefined : undefined));
  const columns = profileLines(
    headers,
    lines.map((line) => (labelled ? line.slice(1) : line)),
    book,
  );
  return { orientation, headerRow, columns, persons: aboutPersons(columns) };
}

/** The same where the labels are known: the names of columns of a dump, the keys of objects. `columns`: values each. */
export function profileLabelled(
  headers: readonly (string | undefined)[],
  columns: readonly (readonly string[])[],
  book: LabelBook,
): TableProfile {
  const profiles = profileLines(headers, columns, book);
  return { orientation: 'horizontal', headerRow: undefined, columns: profiles, persons: aboutPersons(profiles) };
}

function profileLines(
  headers: readonly (string | undefined)[],
  values: readonly (readonly string[])[],
  book: LabelBook,
): ColumnProfile[] {
  const shapes = values.map((column) => measureValues(column, book));
  const named = settleNames(headers.map((header) => (header === undefined ? undefined : book.classify(header))));
  const meanings = settleRelatives(settleAccounts(named, headers), headers);
  const drafts = meanings.map((meaning, index) =>
    fromNumbers(fromHeader(meaning, shapes[index]), meaning, shapes[index], values[index]),
  );
  return withValues(drafts, shapes, headers).map((draft, index) => {
    return { index, header: headers[index], ...draft, dateOrder: shapes[index]?.order };
  });
}

type Draft = Pick<ColumnProfile, 'concept' | 'certainty' | 'by' | 'qualifier' | 'which'>;

const nothing: Draft = { concept: undefined, certainty: 0, by: undefined, qualifier: undefined, which: undefined };

/** Turns rows into columns from the header row on; what is above it belongs to no column. */
function columnsOf(rows: readonly (readonly string[])[], headerRow: number | undefined): string[][] {
  const body = rows.slice(headerRow ?? 0);
  let width = 0;
  for (const row of body) width = Math.max(width, row.length);
  return Array.from({ length: width }, (_, column) => body.map((row) => row[column] ?? ''));
}

/** The header's word, weighed with the values: a vague header needs them, and no header turns words into phones. */
function fromHeader(meaning: LabelMeaning | undefined, shape: ValueShape | undefined): Draft {
  if (meaning === undefined) return nothing;
  const { concept, certainty, qualifier, which } = meaning;
  const header: Draft = { concept, certainty, by: 'header', qualifier, which };
  if (shape === undefined || shape.count === 0) return header;
  const agreed: Draft = { ...header, certainty: Math.min(1, certainty + 0.1), by: 'both' };
  if (concept === 'phone' && shape.street >= 0.5) return { ...header, concept: 'postal-address', by: 'both' };
  const proof = proofOf(concept, shape);
  if (proof === undefined) return header;
  if (proof >= 0.5) return agreed;
  if (concept === 'person-name' && certainty <= 0.75) return { ...vagueName(shape), qualifier, which };
  if (concept === 'postal-address' && certainty < 0.8 && shape.ip >= 0.5)
    return { ...header, concept: 'ip-address', by: 'both' };
  if (concept === 'postal-address' && shape.email >= 0.5) return { ...header, concept: 'email', by: 'both' };
  if (proof > 0.2 || concept === 'postal-address' || concept === 'street') return header;
  return shape.count < 3 ? { ...header, certainty: certainty * 0.7 } : { ...nothing, qualifier, which };
}

/** Check digits say what a column is where its header does not, or says that it is about such a number. */
function fromNumbers(
  draft: Draft,
  meaning: LabelMeaning | undefined,
  shape: ValueShape | undefined,
  values: readonly string[] = [],
): Draft {
  const numbered = draft.concept === 'local-id';
  const open = draft.concept === undefined || numbered || (draft.concept === 'other' && draft.certainty < 0.7);
  if (!open && meaning?.stated === undefined) return draft;
  const written =
    shape === undefined ? undefined : meaning?.stated === 'email' ? shape.email : phoneShare(meaning, shape);
  const concept = (written ?? 0) >= 0.8 ? meaning?.stated : checkedConcept(values);
  if (concept === undefined || (!open && concept !== meaning?.stated)) return draft;
  // Numbers of customers and contracts may end in the check digit of cards (Luhn).
  if (numbered && concept === 'payment-card') return draft;
  return { concept, certainty: 0.8, by: 'values', qualifier: draft.qualifier, which: draft.which };
}

function phoneShare(meaning: LabelMeaning | undefined, shape: ValueShape): number | undefined {
  return meaning?.stated === 'phone' && shape.date < 0.2 ? shape.phone : undefined;
}

/** How far the values bear a concept out, 0 to 1; undefined for concepts whose values have no shape of their own. */
function proofOf(concept: Concept, shape: ValueShape): number | undefined {
  switch (concept) {
    case 'email':
      return shape.email;
    case 'ip-address':
      return shape.ip;
    case 'phone':
    case 'payment-card':
      return shape.digits;
    case 'date-of-birth':
      return shape.date;
    case 'person-name':
    case 'given-name':
    case 'family-name':
      return shape.organisation > 0.3 ? 0 : shape.name;
    case 'postal-address':
    case 'street':
      return shape.street;
    default:
      return undefined;
  }
}

/** `Name`, `Kunde`, `Owner` over values that are no names of persons. */
function vagueName(shape: ValueShape): Draft {
  if (shape.organisation >= 0.3) return { ...nothing, concept: 'organisation', certainty: 0.6, by: 'both' };
  if (shape.email >= 0.5) return { ...nothing, concept: 'email', certainty: 0.7, by: 'both' };
  if (shape.code >= 0.8) return { ...nothing, concept: 'local-id', certainty: 0.6, by: 'both' };
  return nothing;
}

/** Fills in what the headers left open. Two rounds: what the first finds is the surroundings of the second. */
function withValues(
  drafts: readonly Draft[],
  shapes: readonly ValueShape[],
  headers: readonly (string | undefined)[],
): readonly Draft[] {
  let current = checkNames(drafts, shapes);
  for (let round = 0; round < 2; round += 1) {
    const concepts = new Set(current.flatMap(({ concept }) => concept ?? []));
    const persons = aboutPersons(current);
    const next: Draft[] = [];
    for (const [index, draft] of current.entries()) {
      const shape = shapes[index];
      const open = draft.concept === undefined || (draft.concept === 'other' && draft.certainty < 0.5);
      const beside = [next[index - 1]?.concept, current[index + 1]?.concept];
      const guess: Guess | undefined =
        open && shape !== undefined ? inferConcept(shape, { persons, concepts, beside }) : undefined;
      // Codes of orders look like passwords, and checksums like hashes: a header, known or not, speaks against it.
      const secret = guess?.concept === 'password' || guess?.concept === 'password-hash';
      const taken = guess !== undefined && !(secret && headers[index] !== undefined);
      if (taken) concepts.add(guess.concept);
      next.push(!taken ? draft : { ...guess, by: 'values', qualifier: draft.qualifier, which: draft.which });
    }
    current = next;
  }
  return current;
}

// A mere `Name` over single words, or words of no known name, is of persons only where the rest of the table is.
function checkNames(drafts: readonly Draft[], shapes: readonly ValueShape[]): readonly Draft[] {
  const others = drafts.filter(({ concept }) => concept !== 'person-name');
  const persons = aboutPersons(others) || others.some(({ concept }) => concept !== undefined && lived.has(concept));
  return drafts.map((draft, index) => {
    const shape = shapes[index];
    if (draft.concept !== 'person-name' || draft.certainty > 0.75 || shape === undefined || shape.count === 0)
      return draft;
    const named = shape.named >= 0.4 && (shape.words < 0.5 || shape.framed > 0.15);
    if (named || (persons && shape.city < 0.4)) return draft;
    return nothing;
  });
}

const personal = new Set<Concept>([
  'given-name',
  'family-name',
  'date-of-birth',
  'gender',
  'email',
  'phone',
  'national-id',
  'social-security-id',
  'health-id',
  'passport',
  'driving-licence',
  'password',
  'relation',
]);

// Where there is a street or an account beside a name, the name is of a person or a company, not of a product; where there is a
// faith or a union, of a person.
const lived = new Set<Concept>([
  'postal-address',
  'street',
  'house-number',
  'iban',
  'tax-id',
  'username',
  'payment-card',
  'bank-account',
  'trade-union',
  'religion',
  'ethnic-origin',
  'political-opinion',
  'sex-life',
  'criminal-offence',
]);

function aboutPersons(columns: readonly Pick<Draft, 'concept' | 'certainty'>[]): boolean {
  return columns.some(({ concept, certainty }) => {
    if (concept === 'person-name') return certainty >= 0.6;
    return concept !== undefined && personal.has(concept) && certainty >= 0.5;
  });
}
