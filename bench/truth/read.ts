import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Element, PersonCount, Reason, Status, Where } from '../../src/inspect/contract.ts';

/** A line of truth.ndjson. */
export interface TruthValue {
  readonly id: number;
  readonly file: string;
  readonly element: Element;
  readonly value: string;
  readonly person: string | null;
  readonly place: Where;
  readonly scored: boolean;
  /** Offset (UTF-16) in the decoded text of text formats. */
  readonly at?: number;
  /** Other spellings of it in the extracted text: escapes, date formats. */
  readonly also?: readonly string[];
}

/** A line of truth-records.ndjson. */
export interface TruthRecord {
  readonly file: string;
  readonly person: string;
  readonly values: readonly string[];
  /** Ids of the values. */
  readonly items: readonly number[];
  readonly place: Where;
  readonly scored: boolean;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What `inspect --format json` prints, as far as it is measured. */
export interface Inspection {
  readonly files: readonly {
    readonly path: string;
    readonly status: Status;
    readonly reason?: string;
    readonly findings: readonly {
      readonly rule: string;
      readonly element: Element;
      readonly score: number;
      readonly span: Span;
      readonly where: Where;
      readonly reasons: readonly Reason[];
    }[];
  }[];
  readonly persons: PersonCount;
}

/** A line of the file of `inspect --records`. */
export interface PredictedRecord {
  readonly file: string;
  readonly span: Span;
  readonly person: string | number;
}

/** A line of `extract --format ndjson`; the texts of one path are to be joined. */
export interface Extracted {
  readonly path: string;
  readonly text: string;
}

export async function* lines<T>(path: string): AsyncGenerator<T> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (line !== '') yield JSON.parse(line) as T;
  }
}

export async function all<T>(path: string): Promise<T[]> {
  const out: T[] = [];
  for await (const line of lines<T>(path)) out.push(line);
  return out;
}
