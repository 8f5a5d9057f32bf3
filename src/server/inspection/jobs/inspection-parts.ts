import type { Limits } from '#inspect';
import type { Desk } from '#respond';
import type { Inspections } from './inspections.ts';

/** What the jobs of inspection work with, built once in each process that does them. */
export interface InspectionParts {
  /** With connections of the workers' role. */
  readonly desk: Desk;
  readonly inspections: Inspections;
  readonly limits: Limits;
  /** Until a run shows a sample of what it has found. @default 20 s */
  readonly sampleMilliseconds?: number;
  /** Between two signs of life of a run; so long it goes on at most after it was stopped. @default 2 s */
  readonly beatMilliseconds?: number;
  /** Results that wait until they are written, bytes; each write is one after which a broken run goes on. @default 2 MiB */
  readonly batchBytes?: number;
  /** Told what went wrong, in words that hold no data. */
  readonly onTrouble: (explanation: string) => void;
  /** Bytes of the roster of known people, CSV, for a job of this incident; undefined where there is none. */
  readonly roster?: (incident: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** Findings of each rule in each file that are listed; all are counted. */
export const findingsPerRule = 200;

/** What personal hashes are keyed with: the same for all runs of an incident, so that their records join. */
export const personsDomain = 'persons';
