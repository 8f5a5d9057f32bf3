import { elements, type InspectEvent, type Status } from '#inspect';
import { type Code, catalogue } from '#platform/errors';
import { printable } from '../walk.ts';
import { dateLines } from './dates.ts';
import { type FileReporter, type FileResult, OpenFiles, type Reporter, type Summary, type Write } from './reporter.ts';
import { allowedLine, elementNames, figure, personRange, size } from './words.ts';

/** Files listed by name in the summary; the rest is counted. Every file that was not fully read is always listed. */
const filesListed = 40;

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
  const read = missing === 0 ? 'all read in full' : `${figure(files.inspected)} read in full, ${figure(missing)} not`;
  return `${figure(all)} ${all === 1 ? 'file' : 'files'}, ${size(bytes)}: ${read}`;
}

function elementTable({ elements: counts, allowed }: Summary): string {
  const left = allowedLine(allowed);
  const aside = left === undefined ? '' : `  ${left}\n`;
  const rows = elements
    .filter((element) => (counts[element] ?? 0) > 0)
    .map((element) => [elementNames[element], figure(counts[element] ?? 0)]);
  if (rows.length === 0) return `\nNothing sensitive was found in what was read.\n${aside}`;
  return `\nWhat is in it\n${columns(rows, [false, true])}${aside}`;
}

function personLines({ persons, relations }: Summary): string {
  if (persons === undefined) return '';
  const lines = [`\nWhose it is\n  ${personRange(persons)}\n`];
  for (const [relation, number] of Object.entries(relations ?? {})) lines.push(`    ${relation}: ${figure(number)}\n`);
  return lines.join('');
}

function fileTable(found: readonly Placed[], more: number): string {
  if (found.length === 0) return '';
  const rows = found.map(({ path, counts }) => {
    const parts = elements
      .filter((element) => counts[element] !== undefined)
      .map((element) => `${element} ${figure(counts[element] ?? 0)}`);
    return [printable(path), parts.join(', ')];
  });
  const rest =
    more === 0 ? '' : `  … and ${figure(more)} more files with findings (--format json or csv lists them all)\n`;
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
