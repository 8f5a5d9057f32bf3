import type { Element, Sorter, SpillStore } from '../contract.ts';
import { Rows } from './batch.ts';
import { put40, u16, u32, u40, u48 } from './bytes.ts';
import { countryOf } from './country.ts';
import { Cursor } from './cursor.ts';
import { elementsOf } from './encode.ts';
import { ages, flags, head } from './layout.ts';
import { relationOf } from './relation.ts';
import type { Relation, Standing } from './relation.ts';

/** One person of the leak, numbered from 1 in order of the first record. */
export interface Person {
  readonly person: number;
  /** Records of this person in the leak, sightings included. */
  readonly records: number;
  readonly elements: readonly Element[];
  /** From the roster; `unknown` for those who are on none. */
  readonly relation: Relation | 'unknown';
  readonly standing?: Standing;
  /** Two letters (ISO 3166-1), one code for each country. From the roster, else from the data. */
  readonly country?: string;
  /** Undefined where no birth date and no roster says it. */
  readonly minor?: boolean;
  /** Files that hold records of this person. */
  readonly files: number;
  /** The first record. */
  readonly first: { readonly file: number; readonly span: { readonly start: number; readonly end: number } };
}

/** Where a record of a person is: bytes of the extracted text of the file with this number. */
export interface PersonRecord {
  readonly person: number;
  /** Number of the record among all that were added, from 0. */
  readonly record: number;
  readonly file: number;
  readonly span: { readonly start: number; readonly end: number };
}

/** Row: cluster 5, record 5, head. */
export const entryBytes = 10 + head.bytes;

export function putEntry(rows: Rows, cluster: number, record: number, bytes: Uint8Array, at: number): void {
  const to = rows.room();
  put40(rows.bytes, to, cluster);
  put40(rows.bytes, to + 5, record);
  for (let byte = 0; byte < head.bytes; byte += 1) rows.bytes[to + 10 + byte] = bytes[at + byte] ?? 0;
}

/** Sorter of entries by cluster, then record. */
export function entrySorter(spill: SpillStore): Sorter {
  return spill.sorter(entryBytes, 10);
}

/** What was seen of one cluster while its entries pass. */
interface Sum {
  records: number;
  elements: number;
  relation: number;
  age: number;
  rosterAge: number;
  country: number;
  rosterCountry: number;
  readonly files: Set<number>;
  first: Person['first'];
}

const none = (): Sum => ({
  records: 0,
  elements: 0,
  relation: 0,
  age: 0,
  rosterAge: 0,
  country: 0,
  rosterCountry: 0,
  files: new Set(),
  first: { file: 0, span: { start: 0, end: 0 } },
});

/** Persons in order of their numbers. Clusters that have roster lines only are none. */
export async function* personsOf(entries: Sorter): AsyncGenerator<Person> {
  let cluster = -1;
  let sum = none();
  let person = 0;
  for await (const batch of entries.sorted()) {
    for (let at = 0; at < batch.length; at += entryBytes) {
      const next = u40(batch, at);
      if (next !== cluster) {
        if (sum.records > 0) yield personFrom(sum, (person += 1));
        cluster = next;
        sum = none();
      }
      addEntry(sum, batch, at + 10);
    }
  }
  if (sum.records > 0) yield personFrom(sum, person + 1);
}

/** How many persons `personsOf` has, by code of their relation (0 for none): for millions, in a tenth of its time. */
export async function countRelations(entries: Sorter): Promise<readonly number[]> {
  const counts: number[] = [];
  let cluster = -1;
  let relation = 0;
  let leaked = false;
  const close = (): void => {
    if (leaked) counts[relation] = (counts[relation] ?? 0) + 1;
  };
  const rows = new Cursor(entries, entryBytes);
  while (rows.step() || (await rows.load())) {
    const next = u40(rows.bytes, rows.at);
    if (next !== cluster) {
      close();
      cluster = next;
      relation = 0;
      leaked = false;
    }
    if ((u16(rows.bytes, rows.at + 10 + head.flags) & flags.roster) === 0) leaked = true;
    else relation = firstRelation(relation, rows.bytes[rows.at + 10 + head.relation] ?? 0);
  }
  close();
  return counts;
}

/** Of two codes the one that names a person: see relation.ts. */
function firstRelation(known: number, next: number): number {
  return next !== 0 && (known === 0 || next < known) ? next : known;
}

function addEntry(sum: Sum, bytes: Uint8Array, at: number): void {
  const roster = (u16(bytes, at + head.flags) & flags.roster) !== 0;
  const age = bytes[at + head.age] ?? 0;
  const country = u16(bytes, at + head.country);
  if (roster) {
    sum.relation = firstRelation(sum.relation, bytes[at + head.relation] ?? 0);
    sum.rosterAge ||= age;
    sum.rosterCountry ||= country;
    return;
  }
  if (sum.records === 0) sum.first = placeOf(bytes, at);
  sum.files.add(u32(bytes, at + head.file));
  sum.records += 1;
  sum.elements |= u32(bytes, at + head.elements);
  sum.age ||= age;
  sum.country ||= country;
}

function placeOf(bytes: Uint8Array, at: number): Person['first'] {
  const start = u48(bytes, at + head.start);
  return { file: u32(bytes, at + head.file), span: { start, end: start + u32(bytes, at + head.span) } };
}

function personFrom(sum: Sum, person: number): Person {
  const relation = relationOf(sum.relation);
  const country = lettersOf(sum.rosterCountry) ?? lettersOf(sum.country);
  const age = sum.rosterAge || sum.age;
  return {
    person,
    records: sum.records,
    elements: elementsOf(sum.elements),
    relation: relation?.relation ?? 'unknown',
    ...(relation === undefined ? {} : { standing: relation.standing }),
    ...(country === undefined ? {} : { country }),
    ...(age === ages.unknown ? {} : { minor: age === ages.minor }),
    files: sum.files.size,
    first: sum.first,
  };
}

/** Of records as they were encoded, at whatever time that was: the letters are what the data said. */
const lettersOf = (country: number): string | undefined =>
  country === 0 ? undefined : countryOf(String.fromCharCode(country >> 8, country & 255));

/** All records of all persons, person by person. */
export async function* recordsByPerson(entries: Sorter): AsyncGenerator<PersonRecord> {
  let cluster = -1;
  let person = 0;
  let counted = false;
  for await (const batch of entries.sorted()) {
    for (let at = 0; at < batch.length; at += entryBytes) {
      if (u40(batch, at) !== cluster) {
        cluster = u40(batch, at);
        counted = false;
      }
      const record = at + 10;
      if ((u16(batch, record + head.flags) & flags.roster) !== 0) continue;
      if (!counted) person += 1;
      counted = true;
      yield { person, record: u40(batch, at + 5), ...placeOf(batch, record) };
    }
  }
}
