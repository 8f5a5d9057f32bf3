import { fail } from '#platform/errors';
import type { Concept, Fact, RecordDraft } from '../contract.ts';
import type { RosterFacts } from './encode.ts';
import { fold } from './normal.ts';
import { minorWords, relationWords, rosterColumns, standingWords } from './roster-columns.ts';
import type { RosterColumn } from './roster-columns.ts';
import { readCsv } from './roster-csv.ts';

/** One person of a roster, ready for `encodeRoster`. */
export interface RosterEntry {
  readonly draft: RecordDraft;
  readonly roster: RosterFacts;
}

/** File number of roster lines: no file of a run has it. */
const rosterFile = 0xffffffff;

const plain = (text: string): string => fold(text).replaceAll(/[^\p{L}\d]/gu, '');

const columnOf: ReadonlyMap<string, RosterColumn> = new Map(
  Object.entries(rosterColumns).flatMap(([column, names]) =>
    [column, ...names].map((name): [string, RosterColumn] => [plain(name), column as RosterColumn]),
  ),
);

/** Facts of rosters whose kind of number the header does not tell. */
const official: ReadonlySet<string> = new Set(['national-id', 'tax-id', 'social-security-id', 'health-id']);

function wordsOf<Meaning extends string>(words: Readonly<Record<Meaning, readonly string[]>>): Map<string, Meaning> {
  const meanings = new Map<string, Meaning>();
  for (const meaning in words) for (const word of words[meaning]) meanings.set(plain(word), meaning);
  return meanings;
}
const relationOf = wordsOf(relationWords);
const standingOf = wordsOf(standingWords);
const minorOf = wordsOf(minorWords);

/**
 * Reads a roster (docs/roster.md): a CSV with a header, one person a line. `number` tells several rosters of one run
 * apart. Errors are `roster-invalid` with line and column, never with a value: no header with a name or an identifier,
 * no relation, a column twice, a line with more cells than the header, a word that is no relation, status or yes or no, a birth date
 * that is none.
 *
 * @param identify gives the rule of an official number, so that it meets the same number in the leak; undefined where
 *   none accepts it, and the number is then not used
 */
export async function* parseRoster(
  source: AsyncIterable<Uint8Array>,
  number: number,
  identify: (concept: Concept, value: string) => string | undefined,
): AsyncGenerator<RosterEntry> {
  let columns: readonly (RosterColumn | undefined)[] | undefined;
  for await (const { line, cells } of readCsv(source)) {
    if (columns === undefined) {
      columns = readHeader(cells, line);
      continue;
    }
    if (cells.length > columns.length) fail('roster-invalid', `line ${line}: more cells than the header has`);
    yield entryOf(columns, cells, line, number, identify);
  }
  if (columns === undefined) fail('roster-invalid', 'line 1: it is empty');
}

function readHeader(cells: readonly string[], line: number): readonly (RosterColumn | undefined)[] {
  const columns = cells.map((cell) => columnOf.get(plain(cell)));
  for (const [at, column] of columns.entries()) {
    // Landline and mobile, private and office mailbox; of all else there is one.
    if (column === undefined || column === 'phone' || column === 'email') continue;
    if (columns.indexOf(column) !== at) {
      fail('roster-invalid', `line ${line}, column ${at + 1}: there is a ${column} before`);
    }
  }
  const given = columns.indexOf('given-name');
  const family = columns.indexOf('family-name');
  if (!columns.includes('person-name') && given < 0 !== family < 0) columns[Math.max(given, family)] = 'person-name';
  if (!columns.includes('relation')) fail('roster-invalid', `line ${line}: no column is the relation`);
  const identifies: readonly RosterColumn[] = [
    'person-name',
    'given-name',
    'email',
    'phone',
    'local-id',
    'national-id',
  ];
  if (!columns.some((column) => column !== undefined && identifies.includes(column))) {
    fail('roster-invalid', `line ${line}: no column tells who a person is`);
  }
  return columns;
}

function entryOf(
  columns: readonly (RosterColumn | undefined)[],
  cells: readonly string[],
  line: number,
  number: number,
  identify: (concept: Concept, value: string) => string | undefined,
): RosterEntry {
  const facts: Fact[] = [];
  const said: Partial<Record<RosterColumn, string>> = {};
  const place = (column: RosterColumn): string => `line ${line}, column ${columns.indexOf(column) + 1}`;
  for (const [at, value] of cells.entries()) {
    const column = columns[at];
    if (column === undefined || value === '') continue;
    said[column] = value;
    if (column === 'status' || column === 'minor' || column === 'relation') continue;
    if (column === 'date-of-birth') {
      facts.push({ concept: column, value: isoDay(value) ?? fail('roster-invalid', `${place(column)}: not a date`) });
    } else if (official.has(column)) {
      const rule = identify(column, value);
      if (rule !== undefined) facts.push({ concept: column, value, rule });
    } else {
      facts.push({ concept: column, value });
    }
  }
  const relation = relationOf.get(plain(said.relation ?? ''));
  if (relation === undefined) fail('roster-invalid', `${place('relation')}: not a relation`);
  const standing = said.status === undefined ? 'current' : standingOf.get(plain(said.status));
  if (standing === undefined) fail('roster-invalid', `${place('status')}: neither current nor former`);
  const minor = said.minor === undefined ? undefined : minorOf.get(plain(said.minor));
  if (said.minor !== undefined && minor === undefined) fail('roster-invalid', `${place('minor')}: neither yes nor no`);
  return {
    draft: { file: rosterFile, span: { start: line, end: line }, table: number, facts },
    roster: {
      relation,
      standing,
      ...(said.country === undefined ? {} : { country: said.country }),
      ...(minor === undefined ? {} : { minor: minor === 'yes' }),
    },
  };
}

/** `1980-02-01`, `1.2.1980` and `01/02/1980` (day first) as ISO; undefined where the calendar has no such day. */
function isoDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(text);
  const european = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/u.exec(text);
  const [year, month, day] = iso === null ? [european?.[3], european?.[2], european?.[1]] : iso.slice(1);
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const whole = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return date.toISOString().slice(0, 10) === whole ? whole : undefined;
}
