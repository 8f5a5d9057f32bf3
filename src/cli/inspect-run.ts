import type { AllowList, Element, InspectEvent, InspectOptions, Limits, PersonCount, Source, Status } from '#inspect';
import { addDates, type Dates, dayAlone, mapDays } from '#platform/dates';
import { type Code, codeOf, fail } from '#platform/errors';
import { type Inspection, type OpenIndex, openIndex, openInspection } from '#server/inspection';
import { makeIndexKey, readIndexKey } from './index-key.ts';
import { openFor } from './open-file.ts';
import { type Output, openOutput, outputPlaces } from './output-file.ts';
import { baselineReporter } from './output/baseline.ts';
import { csvReporter } from './output/csv.ts';
import { htmlReporter } from './output/html/report.ts';
import { jsonReporter } from './output/json.ts';
import { ndjsonReporter } from './output/ndjson.ts';
import type { FileReporter, Reporter, Write } from './output/reporter.ts';
import { sarifReporter } from './output/sarif.ts';
import { tableReporter } from './output/table.ts';
import { type Counting, openCounting } from './persons.ts';
import type { ReadRulings } from './rulings.ts';
import { Progress } from './progress.ts';
import { checkPaths, type Met, walk } from './walk.ts';

export const formats = ['table', 'html', 'json', 'ndjson', 'csv', 'sarif', 'baseline'] as const;
type Format = (typeof formats)[number];

export interface InspectRequest {
  readonly paths: readonly string[];
  readonly format: Format;
  readonly output: string | undefined;
  readonly roster: string | undefined;
  /** Beside the shipped ones. */
  readonly ownRules: readonly Source[];
  readonly allow: AllowList | undefined;
  /** Indexes of known values, and the file of their key. */
  readonly match: readonly string[];
  readonly keyFile: string | undefined;
  readonly persons: boolean;
  readonly personsFile: string | undefined;
  readonly recordsFile: string | undefined;
  readonly doubtsFile: string | undefined;
  readonly rulings: ReadRulings;
  /** Values in the result. */
  readonly reveal: boolean;
  /** Values in the list of persons. */
  readonly revealPersons: boolean;
  readonly findingsPerRule: number;
  readonly passwords: readonly string[];
  readonly limits: Limits;
  /** Of pictures; all that are installed where none are named. */
  readonly languages: readonly string[] | undefined;
  readonly jobs: number;
  readonly progress: boolean;
}

export interface InspectOutcome {
  readonly found: boolean;
  readonly notAllRead: boolean;
  /** Findings that the allow list left out; undefined where there was none. */
  readonly allowed: number | undefined;
  /** What is to be said of the persons besides their number. */
  readonly personNotes: readonly string[];
}

const reporters: Record<Exclude<Format, 'baseline'>, (write: Write) => Reporter> = {
  table: tableReporter,
  html: htmlReporter,
  json: jsonReporter,
  ndjson: ndjsonReporter,
  csv: csvReporter,
  sarif: sarifReporter,
};

/**
 * Inspects all files at and below the paths, several at once, and writes one result. Nothing is written before the
 * paths and the roster were understood. Where only the persons cannot be counted (a full disk) the result is written
 * without them, and the call rejects afterwards.
 */
export async function runInspection(request: InspectRequest): Promise<InspectOutcome> {
  const outputs = await outputPlaces([request.output, request.personsFile, request.recordsFile, request.doubtsFile]);
  await checkPaths(request.paths, outputs);
  const known = await openIndexes(request);
  const inspection = await openInspection({
    children: request.jobs,
    maxHeldBytes: request.limits.maxHeldBytes,
    ownRules: request.ownRules,
    known,
    ...(request.allow && { allow: request.allow }),
  });
  const progress = new Progress(request.progress);
  let counting: Counting | undefined;
  let output: Output | undefined;
  try {
    counting = request.persons ? await openCounting(request, inspection.key) : undefined;
    output = openOutput(request.output);
    const reporter = await openReporter(request, output.write);
    const run = new InspectRun(request, inspection, reporter, counting, progress, outputs);
    if (request.progress) void countBytes(request.paths, progress);
    await run.all().catch((error: unknown) => {
      if (codeOf(error) !== 'output-failed') reporter.abort(codeOf(error));
      throw error;
    });
    // All is read: what the readers hold is better left to the count of persons.
    await inspection.close();
    const tally = run.tally;
    const notAllRead = tally.files.partial + tally.files.unreadable > 0;
    const persons = await run.countPersons(notAllRead);
    reporter.finish({ ...tally, persons: persons?.count, relations: persons?.relations });
    if (run.uncounted !== undefined) throw run.uncounted;
    return {
      found: Object.keys(tally.elements).length > 0,
      notAllRead,
      allowed: tally.allowed,
      personNotes: persons?.notes ?? [],
    };
  } finally {
    progress.end();
    await counting?.close();
    await inspection.close();
    for (const index of known) index.close();
    output?.close();
  }
}

async function openReporter({ format, keyFile }: InspectRequest, write: Write): Promise<Reporter> {
  if (format !== 'baseline') return reporters[format](write);
  return baselineReporter(write, await makeIndexKey(keyFile ?? fail('usage', '--format baseline needs --key-file')));
}

/** Each is looked at before anything is read: a wrong key or a cut file ends the run. */
async function openIndexes({ match, keyFile }: InspectRequest): Promise<OpenIndex[]> {
  if (keyFile === undefined || match.length === 0) return [];
  const key = await readIndexKey(keyFile);
  return match.map((path) => openIndex(path, key));
}

/** All bytes to come, for the rest that progress shows; a walk of its own, beside the reading. */
async function countBytes(paths: readonly string[], progress: Progress): Promise<void> {
  let total = 0;
  try {
    for await (const met of walk(paths)) total += 'bytes' in met ? met.bytes : 0;
    progress.expect(total);
  } catch {
    // The walk that reads reports the same trouble.
  }
}

class InspectRun {
  readonly tally: {
    files: Record<Status, number>;
    bytes: number;
    elements: Partial<Record<Element, number>>;
    allowed: number | undefined;
    dates: Dates;
    persons: PersonCount | undefined;
  } = {
    files: { inspected: 0, partial: 0, unreadable: 0 },
    bytes: 0,
    elements: {},
    allowed: undefined,
    dates: {},
    persons: undefined,
  };

  private readonly request: InspectRequest;
  private readonly inspection: Inspection;
  private readonly reporter: Reporter;
  private readonly counting: Counting | undefined;
  private readonly progress: Progress;
  /** Files that this run writes: what lies in an inspected folder is not read back. */
  private readonly outputs: ReadonlySet<string>;
  private inputs = 0;
  private pixels = 0;
  /** Why persons could not be counted. Findings stand all the same. */
  uncounted: unknown;

  constructor(
    request: InspectRequest,
    inspection: Inspection,
    reporter: Reporter,
    counting: Counting | undefined,
    progress: Progress,
    outputs: ReadonlySet<string>,
  ) {
    this.request = request;
    this.inspection = inspection;
    this.reporter = reporter;
    this.counting = counting;
    this.progress = progress;
    this.outputs = outputs;
    if (request.allow !== undefined) this.tally.allowed = 0;
  }

  /** Keeps `jobs` files in work; the first error of the run itself (not of a file) ends it. */
  async all(): Promise<void> {
    const running = new Set<Promise<void>>();
    const failures: unknown[] = [];
    for await (const met of walk(this.request.paths, this.outputs)) {
      const task: Promise<void> = this.one(met)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(task));
      running.add(task);
      if (running.size >= this.request.jobs) await Promise.race(running);
      if (failures.length > 0) throw failures[0];
    }
    while (running.size > 0 && failures.length === 0) await Promise.race(running);
    if (failures.length > 0) throw failures[0];
  }

  private async one(met: Met): Promise<void> {
    if ('reason' in met) return this.unread(met.path, met.reason);
    const reporter = this.reporter.file(met.path);
    try {
      await this.read(met, reporter);
    } finally {
      reporter.end();
    }
  }

  private unread(path: string, reason: Code): void {
    this.tally.files.unreadable += 1;
    this.reporter.unread(path, reason);
  }

  /** What is left of the pixels for the run; where none are, pictures are told as beyond the limit. */
  private limits(): Limits {
    const { limits } = this.request;
    return limits.maxPixels === undefined
      ? limits
      : { ...limits, maxPixels: Math.max(1, limits.maxPixels - this.pixels) };
  }

  private async read(met: Extract<Met, { bytes: number }>, reporter: FileReporter): Promise<void> {
    const { findingsPerRule, passwords, reveal, languages } = this.request;
    const limits = this.limits();
    const numbers = new Map<number, number>();
    const file = await openFor(met.disk, limits.maxSeconds).catch((error: unknown) => codeOf(error));
    if (typeof file === 'string') {
      reporter.event({ type: 'begin', file: 0, path: '', mediaType: 'application/octet-stream', format: 'unknown' });
      this.end(
        { type: 'end', file: 0, status: 'unreadable', reason: file, bytes: 0, sha256: '', counts: {} },
        reporter,
      );
      return;
    }
    const done = this.progress.begin(file.progress, met.bytes);
    const persons = this.counting !== undefined;
    try {
      const options = {
        name: met.path,
        input: (this.inputs += 1),
        passwords,
        limits,
        ...(languages && { languages }),
        findingsPerRule,
        text: false,
        persons,
        ...this.labels(),
        reveal,
      };
      await this.inspection.read(file, options, (event) => this.event(event, met.path, reporter, numbers));
    } finally {
      await file.close();
      done();
    }
  }

  /** Names cost time and disk: they are asked for only where a list is written. */
  private labels(): Pick<InspectOptions, 'personLabels'> {
    const { personsFile, doubtsFile, revealPersons } = this.request;
    return (personsFile ?? doubtsFile) === undefined ? {} : { personLabels: revealPersons ? 'revealed' : 'masked' };
  }

  private async event(
    event: InspectEvent,
    root: string,
    reporter: FileReporter,
    numbers: Map<number, number>,
  ): Promise<void> {
    if (event.type === 'records') return this.addRecords(event, numbers);
    if (event.type === 'end') {
      this.pixels += event.pixels ?? 0;
      return this.end(event, reporter);
    }
    if (event.type === 'dates') this.tally.dates = addDates([this.tally.dates, mapDays(event.dates, dayAlone)]);
    if (event.type === 'begin' && this.counting !== undefined)
      numbers.set(event.file, this.counting.file(root + event.path));
    reporter.event(event);
  }

  private async addRecords(
    { bytes, labels }: Extract<InspectEvent, { type: 'records' }>,
    numbers: ReadonlyMap<number, number>,
  ): Promise<void> {
    if (this.uncounted !== undefined) return;
    try {
      await this.counting?.add(bytes, labels, (local) => numbers.get(local) ?? 0);
    } catch (error) {
      this.uncounted ??= error;
    }
  }

  /** Undefined where persons were not asked for or cannot be counted. */
  async countPersons(notAllRead: boolean): Promise<Awaited<ReturnType<Counting['finish']>> | undefined> {
    if (this.uncounted !== undefined) return undefined;
    try {
      return await this.counting?.finish(notAllRead);
    } catch (error) {
      this.uncounted = error;
      return undefined;
    }
  }

  private end(event: Extract<InspectEvent, { type: 'end' }>, reporter: FileReporter): void {
    const { tally } = this;
    tally.files[event.status] += 1;
    if (event.file === 0) tally.bytes += event.bytes;
    for (const [element, count] of Object.entries(event.counts) as [Element, number][]) {
      tally.elements[element] = (tally.elements[element] ?? 0) + count;
    }
    if (event.allowed !== undefined) tally.allowed = (tally.allowed ?? 0) + event.allowed;
    reporter.event(event);
  }
}
