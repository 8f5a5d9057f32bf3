import type { DayCount, Element, Finding, InspectEvent, PersonCount, Status } from '#inspect';
import { addDates, type Dates } from '#platform/dates';
import type { Code } from '#platform/errors';

/** A file or member as results name it: the path on disk, then `!/` and the path inside, for each container. */
export interface FileResult {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly status: Status;
  readonly reason?: Code;
  readonly counts: Partial<Record<Element, number>>;
  /** Findings that the allow list left out. */
  readonly allowed?: number;
  readonly dates?: Dates<DayCount>;
}

export interface Summary {
  readonly files: Record<Status, number>;
  readonly bytes: number;
  readonly elements: Partial<Record<Element, number>>;
  /** Findings that the allow list left out; undefined where there was no such list. */
  readonly allowed: number | undefined;
  /** Of all files; without places, which are those of the files. */
  readonly dates: Dates;
  readonly persons: PersonCount | undefined;
  /** Persons by relation to the organisation, where a roster was given. */
  readonly relations: Readonly<Record<string, number>> | undefined;
}

/** Receives what inspection tells of one file on disk, in order. */
export interface FileReporter {
  event(event: InspectEvent): void;
  /** The file on disk is done; nothing more comes. */
  end(): void;
}

/** Writes results in one format. Files may be open at the same time; `file` is called in the order of the walk. */
export interface Reporter {
  file(path: string): FileReporter;
  /** A path that could not even be opened. */
  unread(path: string, reason: Code): void;
  finish(summary: Summary): void;
  /** The run ends early: what was written stays well formed and says so, where the format has a place for it. */
  abort(reason: Code): void;
}

export type Write = (text: string) => void;

interface OpenedFile {
  readonly path: string;
  readonly mediaType: string;
  dates?: Dates<DayCount>;
}

/** Keeps the names of the files that are open, to tell `end` and `findings` events their path. */
export class OpenFiles {
  private readonly root: string;
  private readonly open = new Map<number, OpenedFile>();

  constructor(root: string) {
    this.root = root;
  }

  begin(event: Extract<InspectEvent, { type: 'begin' }>): void {
    this.open.set(event.file, { path: this.root + event.path, mediaType: event.mediaType });
  }

  /** Parts of a file tell their own. */
  dates({ file, dates }: Extract<InspectEvent, { type: 'dates' }>): void {
    const open = this.open.get(file);
    if (open !== undefined) open.dates = addDates([open.dates ?? {}, dates], ({ at }) => at?.span.start ?? 0);
  }

  of(file: number): OpenedFile {
    return this.open.get(file) ?? { path: this.root, mediaType: 'application/octet-stream' };
  }

  end(event: Extract<InspectEvent, { type: 'end' }>): FileResult {
    const { path, mediaType, dates } = this.of(event.file);
    this.open.delete(event.file);
    const { bytes, sha256, status, reason, counts, allowed } = event;
    const more = { ...(allowed !== undefined && { allowed }), ...(dates && { dates }) };
    return { path, mediaType, bytes, sha256, status, reason, counts, ...more };
  }
}

/** A finding as JSON shows it: keys in a fixed order, so that outputs can be compared. */
export function findingJson(finding: Finding): Record<string, unknown> {
  const { rule, element, score, span, where, redacted, reasons, value, match } = finding;
  const row = match === undefined ? {} : { match };
  return { rule, element, score, span, where, redacted, reasons, ...row, ...(value === undefined ? {} : { value }) };
}
