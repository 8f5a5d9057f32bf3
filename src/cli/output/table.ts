import { type Element, elements, type InspectEvent, type PersonCount, type Status } from '#inspect';
import { type Code, catalogue } from '#platform/errors';
import { printable } from '../walk.ts';
import { dateLines } from './dates.ts';
import { type FileReporter, type FileResult, OpenFiles, type Reporter, type Summary, type Write } from './reporter.ts';

/** Files listed by name in the summary; the rest is counted. Every file that was not fully read is always listed. */
const filesListed = 40;

export const elementNames: Record<Element, string> = {
  'person-name': 'Names of persons',
  'date-of-birth': 'Dates of birth',
  'postal-address': 'Postal addresses',
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  'ip-address': 'IP addresses',
  'payment-card': 'Payment cards',
  iban: 'Bank accounts (IBAN)',
  'national-id': 'National identity numbers',
  'tax-id': 'Tax numbers',
  'social-security-id': 'Social security numbers',
  'health-id': 'Health service numbers',
  password: 'Passwords',
  'password-hash': 'Password hashes',
  'private-key': 'Private keys',
  'access-token': 'Access tokens',
  passport: 'Passport numbers',
  'driving-licence': 'Driving licence numbers',
  health: 'Health',
  religion: 'Religion or belief',
  'trade-union': 'Trade union membership',
  'ethnic-origin': 'Ethnic origin',
  'political-opinion': 'Political opinions',
  'sex-life': 'Sex life or orientation',
  'genetic-biometric': 'Genetic and biometric data',
  'criminal-offence': 'Convictions and offences',
};

/** What the tables need of a file, and the place in the walk of the file on disk it belongs to. */
type Placed = Pick<FileResult, 'path' | 'status' | 'reason' | 'counts'> & { readonly place: number };

const byPlace = (a: Placed, b: Placed): number => a.place - b.place;

/** The summary for people: what was found, in which files, whose, and what could not be read. */
export function tableReporter(write: Write): Reporter {
  const found: Placed[] = [];
  const notRead: (Placed & { reason: Code })[] = [];
  let more = 0;
  let place = 0;
  const done = (result: Placed) => {
    if (result.status !== 'inspected') notRead.push({ ...result, reason: result.reason ?? 'internal' });
    if (Object.keys(result.counts).length === 0) return;
    found.push(result);
    // Files end in any order and are shown in that of the walk: keep the first ones by it.
    if (found.length < 2 * filesListed) return;
    found.sort(byPlace);
    more += found.splice(filesListed).length;
  };
  return {
    file: (path) => {
      const at = (place += 1);
      return collect(path, (result) => done({ ...result, place: at }));
    },
    unread: (path, reason) => notRead.push({ path, place: (place += 1), status: 'unreadable', reason, counts: {} }),
    finish: (summary) => {
      write(`${heading(summary)}\n`);
      write(elementTable(summary));
      write(personLines(summary));
      write(dateLines(summary.dates));
      found.sort(byPlace);
      write(fileTable(found.slice(0, filesListed), more + Math.max(0, found.length - filesListed)));
      write(notReadTable(notRead.sort(byPlace)));
    },
    abort: () => undefined,
  };
}

function collect(root: string, done: (result: FileResult) => void): FileReporter {
  const files = new OpenFiles(root);
  return {
    event(event: InspectEvent) {
      if (event.type === 'begin') files.begin(event);
      else if (event.type === 'end') done(files.end(event));
    },
    end: () => undefined,
  };
}

function heading({ files, bytes }: Summary): string {
  const all = files.inspected + files.partial + files.unreadable;
  const missing = files.partial + files.unreadable;
  const read = missing === 0 ? 'all read in full' : `${count(files.inspected)} read in full, ${count(missing)} not`;
  return `${count(all)} ${all === 1 ? 'file' : 'files'}, ${size(bytes)}: ${read}`;
}

function elementTable({ elements: counts }: Summary): string {
  const rows = elements
    .filter((element) => (counts[element] ?? 0) > 0)
    .map((element) => [elementNames[element], count(counts[element] ?? 0)]);
  if (rows.length === 0) return '\nNothing sensitive was found in what was read.\n';
  return `\nWhat is in it\n${columns(rows, [false, true])}`;
}

function personLines({ persons, relations }: Summary): string {
  if (persons === undefined) return '';
  const lines = [`\nWhose it is\n  ${personRange(persons)}\n`];
  for (const [relation, number] of Object.entries(relations ?? {})) lines.push(`    ${relation}: ${count(number)}\n`);
  return lines.join('');
}

/** `4,812 to 4,930 persons`, `at least 12 persons`: a range is shown as a range, an open end as open. */
function personRange({ certain, possible, atLeast }: PersonCount): string {
  const range = certain === possible ? count(certain) : `${count(certain)} to ${count(possible)}`;
  const noun = possible === 1 ? 'person' : 'persons';
  return atLeast ? `at least ${range} ${noun}: something was not fully read` : `${range} ${noun}`;
}

function fileTable(found: readonly Placed[], more: number): string {
  if (found.length === 0) return '';
  const rows = found.map(({ path, counts }) => {
    const parts = elements
      .filter((element) => counts[element] !== undefined)
      .map((element) => `${element} ${count(counts[element] ?? 0)}`);
    return [printable(path), parts.join(', ')];
  });
  const rest =
    more === 0 ? '' : `  … and ${count(more)} more files with findings (--format json or csv lists them all)\n`;
  return `\nWhere it is\n${columns(rows, [false, false])}${rest}`;
}

function notReadTable(notRead: readonly { path: string; status: Status; reason: Code }[]): string {
  if (notRead.length === 0) return '';
  const rows = notRead.map(({ path, status, reason }) => [
    printable(path),
    status,
    `${catalogue[reason].what}. ${catalogue[reason].remedy}`,
  ]);
  return `\nWhat was not fully read\n${columns(rows, [false, false, false])}`;
}

function columns(rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = right.map((_, index) => Math.min(72, Math.max(...rows.map((row) => [...(row[index] ?? '')].length))));
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) =>
        right[index] === true ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0),
      )
      .join('  ');
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join('');
}

const number = new Intl.NumberFormat('en-GB');

function count(value: number): string {
  return number.format(value);
}

/** Bytes in the largest unit that keeps one digit before the point. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
