import { fail } from '#platform/errors';
import type { Sorter } from '../contract.ts';
import { createAnonymous } from './anonymous.ts';
import { Rows } from './batch.ts';
import { u16 } from './bytes.ts';
import { createLowerBound } from './certain.ts';
import { makeClusters } from './clusters.ts';
import { createDoubts, type Doubts, type ListedDoubts } from './doubts.ts';
import { createFilters, noteInFilters } from './filters.ts';
import type { Filters } from './filters.ts';
import { createLinks } from './links.ts';
import type { Links } from './links.ts';
import { joinKeys } from './keys.ts';
import { head } from './layout.ts';
import { createPostings } from './postings.ts';
import { countRelations, entryBytes, entrySorter, personsOf, putEntry, recordsByPerson } from './output.ts';
import type { Person, PersonRecord } from './output.ts';
import { type Relation, relationOf } from './relation.ts';
import { createLoose, isLoose } from './loose.ts';
import type { PersonSpill, SpillLog } from './spill.ts';
import { createRulings, type Ruling } from './rulings.ts';
import { scopeTables } from './tables.ts';
import { createWorkbench } from './workbench.ts';
import type { WorkThread, Workbench } from './workbench.ts';

export interface PersonResult {
  /** Persons that are surely distinct. */
  readonly certain: number;
  /** Persons that there can be at most in what was read; `persons()` has as many. */
  readonly possible: number;
  /** Of `possible`; a person with several relations counts as the first of employee, customer, partner, prospect. */
  readonly byRelation: Readonly<Record<Relation | 'unknown', number>>;
  /** Where somebody has to look: the most telling `most` of them. */
  doubts(most: number): Promise<ListedDoubts>;
  /** Rulings, by their place in the list, of which a record is not among those that were added. */
  readonly unfound: readonly number[];
  /** Streams; each can be read any number of times until `close`. */
  persons(): AsyncIterable<Person>;
  records(): AsyncIterable<PersonRecord>;
  close(): Promise<void>;
}

export interface PersonsInit {
  readonly spill: PersonSpill;
  /**
   * Whether a roster is added, or persons or records are asked for by name. Without all this the count keeps 38 bytes a
   * record less on disk, and `persons()` and `records()` fail. @default true
   */
  readonly lists?: boolean;
  /** What people said of records; `mostRulings` at most. @default none */
  readonly rulings?: readonly Ruling[];
  /** Starts a thread that has the functions of a module; without it one core does all the work. */
  readonly openThread?: (module: URL) => WorkThread;
  /** Called as each stage of `finish` begins, for those who measure: nothing is awaited. */
  readonly onStage?: (stage: CountStage) => void;
}

/** Steps 2, 3, 4 and 5 of `createPersons`. */
export type CountStage = 'link' | 'cluster' | 'settle' | 'bound';

export interface Persons {
  /** Records added so far, roster lines included: the number of the first record of the next `add`. */
  readonly size: number;
  /**
   * Encoded records of the leak or of a roster, whole ones, any number of them joined, with their final file numbers.
   * May be called while earlier calls are under way; `encoded` is not kept.
   */
  add(encoded: Uint8Array): Promise<void>;
  /** Joins and counts what was added by then. Once; nothing can be added afterwards. */
  finish(): Promise<PersonResult>;
  close(): Promise<void>;
}

/**
 * Counts persons on disk, in memory that does not grow with their number.
 *
 * 1. Records are kept in a log and posted under their join keys (keys.ts, postings.ts), which is done as they come in.
 * 2. Records that share a key are linked, and their components found (links.ts): in memory up to 16
 *    million records, beyond that by sorting.
 * 3. Each component is clustered in memory, contradictions keeping persons apart (cluster.ts). What shares no key is a
 *    cluster of its own.
 * 4. Clusters without a full name go to their only owner (owners.ts). What is left are the `possible` persons.
 * 5. Clusters that may be the same person are counted once: `certain` (certain.ts, anonymous.ts).
 *
 * Errors: `disk-full` and `output-failed` of the spill store.
 */
export async function createPersons({
  spill,
  lists = true,
  rulings: said = [],
  openThread,
  onStage = () => undefined,
}: PersonsInit): Promise<Persons> {
  const log = spill.log();
  const postings = createPostings(spill);
  const filters = createFilters();
  const rulings = createRulings(said);
  let result: Promise<PersonResult> | undefined;
  // An append that waits for the disk must be whole before the next begins, or records would lie inside of records.
  let last: Promise<void> = Promise.resolve();
  let size = 0;
  return {
    get size() {
      return size;
    },
    add(encoded) {
      const scoped = rulings.apply(scopeTables(encoded));
      for (let start = 0; start + head.bytes <= scoped.length; size += 1) {
        const end = start + u16(scoped, start + head.length);
        if (end < start + head.bytes) break;
        postings.add(size, joinKeys(scoped, start, start + head.bytes, end));
        noteInFilters(filters, scoped, start, end);
        start = end;
      }
      last = last.then(async () => {
        await log.append(scoped);
        await postings.drain();
      });
      return last;
    },
    finish() {
      result ??= last.then(async () => {
        onStage('link');
        const links = createLinks(spill, size);
        await postings.link(links);
        await postings.close();
        const workbench = createWorkbench(openThread);
        try {
          return await count({ spill, log, filters, links, lists, workbench, onStage, unfound: rulings.unfound() });
        } finally {
          await workbench.close();
        }
      });
      return result;
    },
    async close() {
      await last.catch(() => undefined);
      await postings.close();
      await log.close();
      await (await result?.catch(() => undefined))?.close();
    },
  };
}

interface Counting {
  readonly spill: PersonSpill;
  readonly log: SpillLog;
  readonly filters: Filters;
  readonly links: Links;
  readonly lists: boolean;
  readonly workbench: Workbench;
  readonly onStage: (stage: CountStage) => void;
  readonly unfound: readonly number[];
}

async function count({
  spill,
  log,
  filters,
  links,
  lists,
  workbench,
  onStage,
  unfound,
}: Counting): Promise<PersonResult> {
  const assigned = await links.components();
  onStage('cluster');
  const entries = entrySorter(spill);
  const doubts = lists ? createDoubts(spill) : undefined;
  const lowerBound = createLowerBound(spill, filters, doubts);
  const anonymous = createAnonymous();
  const loose = createLoose(spill, filters);
  const rows = new Rows(entries, entryBytes);
  let persons = 0;
  const list = (id: number, record: number, bytes: Uint8Array, at: number): void => {
    if (lists) putEntry(rows, id, record, bytes, at);
  };
  try {
    await makeClusters(spill, log, assigned, workbench, {
      cluster(id, bytes, from, to, about) {
        loose.cluster(id, bytes, from, to, about);
        if (isLoose(about) || !about.leaked) return;
        persons += 1;
        lowerBound.add({ cluster: id, bytes, from, to, about });
        anonymous.add(bytes, from, to, true);
      },
      record(id, record, bytes, at, about) {
        loose.place(bytes, at, about);
        if (isLoose(about)) loose.record(id, record, bytes, at);
        else list(id, record, bytes, at);
      },
      doubt(bytes, at) {
        doubts?.add(bytes, at);
      },
      async drain() {
        if (rows.full()) await rows.flush();
        await doubts?.drain();
        await loose.drain();
        await lowerBound.drain();
      },
    });
    onStage('settle');
    await loose.settle(
      async ({ id, bytes, about }) => {
        if (!about.leaked) return;
        persons += 1;
        const named = lowerBound.add({ cluster: id, bytes, from: 0, to: bytes.length, about });
        anonymous.add(bytes, 0, bytes.length, named);
        await lowerBound.drain();
      },
      async (id, record, bytes, at) => {
        list(id, record, bytes, at);
        if (rows.full()) await rows.flush();
      },
    );
    await rows.flush();
    onStage('bound');
    const certain = (await lowerBound.count(workbench)) + anonymous.count();
    return await (doubts === undefined
      ? bareCount(certain, persons, entries, unfound)
      : summary(certain, entries, doubts, unfound));
  } catch (error) {
    await entries.close();
    await doubts?.close();
    throw error;
  } finally {
    await assigned.close();
    await loose.close();
    await lowerBound.close();
  }
}

function bareCount(certain: number, possible: number, entries: Sorter, unfound: readonly number[]): PersonResult {
  const noLists = (): never => fail('internal', 'persons without lists');
  return {
    certain: Math.min(certain, possible),
    possible,
    byRelation: { employee: 0, customer: 0, partner: 0, prospect: 0, unknown: possible },
    unfound,
    doubts: noLists,
    persons: noLists,
    records: noLists,
    close: () => entries.close(),
  };
}

async function summary(
  certain: number,
  entries: Sorter,
  doubts: Doubts,
  unfound: readonly number[],
): Promise<PersonResult> {
  const byRelation = { employee: 0, customer: 0, partner: 0, prospect: 0, unknown: 0 };
  let possible = 0;
  for (const [code, count = 0] of (await countRelations(entries)).entries()) {
    possible += count;
    byRelation[relationOf(code)?.relation ?? 'unknown'] += count;
  }
  return {
    certain: Math.min(certain, possible),
    possible,
    byRelation,
    unfound,
    doubts: (most) => doubts.list(entries, most),
    persons: () => personsOf(entries),
    records: () => recordsByPerson(entries),
    close: async () => {
      await entries.close();
      await doubts.close();
    },
  };
}
