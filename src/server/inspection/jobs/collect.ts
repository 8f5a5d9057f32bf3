import type { DayCount, Element, Finding, InspectEvent, PersonLabel, Where } from '#inspect';
import { isAligned, renumberFiles } from '#inspect';
import { addDates, type Dates, dayAlone, mapDays } from '#platform/dates';
import { fail } from '#platform/errors';
import { type DataKey, sealValue } from '#platform/vault';
import { FileNumbers } from '../file-numbers.ts';
import { packPersons } from './person-pack.ts';
import { impact } from '#respond';

type Event<T extends InspectEvent['type']> = Extract<InspectEvent, { type: T }>;

/** A file that has begun and not ended. */
interface OpenFile extends ListedFile {
  isWritten: boolean;
  dates: Dates<impact.PlacedDay>;
}

interface ListedFile {
  readonly begin: Event<'begin'>;
  readonly mark: number;
  /** Findings that came, by element: those that are listed. */
  readonly listed: Record<string, number>;
  /** Batches of findings that were handed out, by element. */
  readonly batches: Record<string, number>;
  /** What parts of it told. */
  readonly dates: Dates<impact.PlacedDay>;
}

/** What follows from all that was taken and is needed for what comes, as JSON. */
export interface CollectedState {
  readonly open: readonly ListedFile[];
  readonly sum: Sum;
}

/** Of files that ended, and records. */
type Sum = ReturnType<typeof nothingYet>;

const nothingYet = () => ({
  files: { inspected: 0, partial: 0, unreadable: 0 },
  reasons: {} as Record<string, number>,
  formats: {} as Record<string, number>,
  elements: {} as Record<string, number>,
  records: 0,
  dates: {} as Dates,
});

export interface CollectInit {
  readonly run: string;
  /** The attempt of the run with which it began. */
  readonly since: number;
  readonly content: string;
  readonly key: DataKey;
  /** What an earlier process gathered and wrote, and the marks of its files. */
  readonly from?: { readonly state: CollectedState; readonly marks: readonly number[] } | undefined;
}

/** Gathers what an inspection tells until it is written, and seals what is personal in it, many values together. */
export interface Collected {
  take(event: InspectEvent): void;
  /** Bytes that wait to be written, about. */
  readonly waiting: number;
  /** All that came since the last time, sealed for part `part`. */
  drain(part: number): Pick<impact.Results, 'began' | 'ended' | 'findings' | 'persons' | 'summary'>;
  /** Valid only right after a `drain`: it does not know what waits. */
  readonly state: CollectedState;
}

export function collect({ run, since, content, key, from }: CollectInit): Collected {
  const numbers = new FileNumbers(from?.marks);
  const open = new Map<number, OpenFile>(
    from?.state.open.map((file) => [file.begin.file, { ...file, isWritten: true }]),
  );
  const findings = new Map<string, { file: number; element: Element; list: Finding[] }>();
  const closing = new Map<number, OpenFile>();
  const sum: Sum = from?.state.sum ?? nothingYet();
  let began: impact.FileRow[] = [];
  let ended: impact.FileRow[] = [];
  let records: Uint8Array[] = [];
  let labels: PersonLabel[] = [];
  let waiting = 0;

  const fileOf = (number: number): OpenFile => open.get(number) ?? fail('internal', 'an event of no file');
  const rowOf = (file: OpenFile, end: Event<'end'> | undefined): impact.FileRow => {
    const { file: number, path, format, mediaType } = file.begin;
    return {
      number,
      path: path === '' ? null : sealValue(key, impact.filePathPlace(run, number), Buffer.from(path)),
      format,
      mediaType,
      status: end?.status ?? 'reading',
      reason: end?.reason ?? null,
      bytes: end?.bytes ?? 0,
      sha256:
        end === undefined || end.sha256 === ''
          ? null
          : sealValue(key, impact.fileHashPlace(run, number), Buffer.from(end.sha256, 'hex')),
      counts: end?.counts ?? { ...file.listed },
      mark: file.mark,
      dates: file.dates.events === undefined && file.dates.documents === undefined ? null : file.dates,
    };
  };

  const takeFindings = ({ file, findings: found }: Event<'findings'>): void => {
    const { listed } = fileOf(file);
    for (const finding of found) {
      const { element } = finding;
      add(listed, element, 1);
      const at = `${file} ${element}`;
      const group = findings.get(at) ?? { file, element, list: [] };
      group.list.push(finding);
      findings.set(at, group);
      waiting += 300;
    }
  };
  const takeRecords = ({ file, bytes, labels: own = [], count }: Event<'records'>): void => {
    // A label belongs to the record of its place: a reader that was taken over must not name the persons of others.
    if (own.length !== count || !isAligned(bytes, count)) fail('reader-crashed');
    renumberFiles(bytes, (local) => open.get(local)?.mark ?? fileOf(file).mark);
    records.push(bytes);
    for (const label of own) labels.push(label);
    sum.records += count;
    waiting += bytes.byteLength + 60 * count;
  };
  const takeEnd = (event: Event<'end'>): void => {
    const file = fileOf(event.file);
    (file.isWritten ? ended : began).push(rowOf(file, event));
    open.delete(event.file);
    sum.files[event.status] += 1;
    if (event.reason !== undefined) add(sum.reasons, event.reason, 1);
    add(sum.formats, file.begin.format, 1);
    for (const [element, count] of Object.entries(event.counts)) add(sum.elements, element, count);
    // Its findings that wait still need to know how many batches there are.
    if (Object.keys(file.listed).length > 0) closing.set(event.file, file);
    waiting += 500;
  };
  const sealFindings = (): impact.FindingRow[] =>
    [...findings.values()].map(({ file, element, list }) => {
      const { batches } = open.get(file) ?? closing.get(file) ?? fail('internal', 'findings of no file');
      const seq = batches[element] ?? 0;
      batches[element] = seq + 1;
      const place = impact.findingsPlace({ run, attempt: since, file, element, seq });
      const bytes = Buffer.from(JSON.stringify(list.map(kept)));
      return { file, element, seq, findings: list.length, sealed: sealValue(key, place, bytes) };
    });

  return {
    take(event) {
      switch (event.type) {
        case 'begin':
          open.set(event.file, {
            begin: event,
            mark: numbers.of(`${content}/${event.path}`),
            listed: {},
            batches: {},
            dates: {},
            isWritten: false,
          });
          return;
        case 'findings':
          return takeFindings(event);
        case 'records':
          return takeRecords(event);
        case 'end':
          return takeEnd(event);
        case 'dates': {
          const file = fileOf(event.file);
          file.dates = addDates([file.dates, mapDays(event.dates, placed)], ({ start = 0 }) => start);
          sum.dates = addDates([sum.dates, mapDays(event.dates, dayAlone)]);
          waiting += 2000;
          return;
        }
        case 'text':
          return;
      }
    },
    get waiting() {
      return waiting;
    },
    drain(part) {
      const reading = [...open.values()];
      for (const file of reading) {
        if (!file.isWritten) began.push(rowOf(file, undefined));
        file.isWritten = true;
      }
      const elements: Record<string, number> = { ...sum.elements };
      for (const { listed } of reading) {
        for (const [element, count] of Object.entries(listed)) add(elements, element, count);
      }
      const summary: impact.Summary = {
        ...sum,
        files: { ...sum.files, reading: reading.length },
        reasons: { ...sum.reasons },
        formats: { ...sum.formats },
        elements,
      };
      const count = labels.length;
      const packed = count === 0 ? undefined : packPersons(records, labels);
      const persons = packed && {
        records: count,
        sealed: sealValue(key, impact.personsPlace(run, since, part), packed),
      };
      const drained = { began, ended, findings: sealFindings(), persons, summary };
      began = [];
      ended = [];
      records = [];
      labels = [];
      findings.clear();
      closing.clear();
      waiting = 0;
      return drained;
    },
    get state() {
      const files = [...open.values()];
      return {
        open: files.map(({ begin, mark, listed, batches, dates }) => ({ begin, mark, listed, batches, dates })),
        sum,
      };
    },
  };
}

function add(counts: Record<string, number>, name: string, by: number): void {
  counts[name] = (counts[name] ?? 0) + by;
}

/** What is kept of a day: names of sheets, fields and members are the file's own words, and stay out of the clear. */
function placed({ day, count, at }: DayCount): impact.PlacedDay {
  if (at === undefined) return { day, count };
  const { by, said, span } = at;
  const where = figuresOf(at.where);
  return {
    day,
    count,
    by,
    ...(said === undefined ? {} : { said }),
    start: span.start,
    end: span.end,
    ...(Object.keys(where).length > 0 && { where }),
  };
}

const cellName = /^[A-Z]{1,3}[1-9]\d{0,6}$/;

function figuresOf({ page, slide, cell, row, line, column }: Where): Record<string, string | number> {
  const isCell = cell !== undefined && cellName.test(cell);
  const all = { page, slide, cell: isCell ? cell : undefined, row, line, column };
  return Object.fromEntries(Object.entries(all).flatMap(([step, at]) => (at === undefined ? [] : [[step, at]])));
}

/** What is kept of a finding: never the value itself. */
function kept({ rule, score, span, where, redacted, reasons }: Finding): Omit<Finding, 'element' | 'value'> {
  return { rule, score, span, where, redacted, reasons };
}
