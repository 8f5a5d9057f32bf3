import { tmpdir } from 'node:os';
import {
  createLabels,
  type Labels,
  createPersons,
  type PersonCount,
  type PersonLabel,
  type PersonResult,
  renumberFiles,
} from '#inspect';
import { openSpill, openThread } from '#platform';
import { FileNumbers } from '#server/inspection';
import { openDoubts } from './doubts-file.ts';
import { openOutput } from './output-file.ts';
import { writePersons } from './persons-file.ts';
import { addRoster } from './roster.ts';
import type { ReadRulings } from './rulings.ts';

/** Puts the persons of one run together. */
export interface Counting {
  /** Gives a file or member its number in the run. */
  file(path: string): number;
  /** Takes encoded records and their labels; `numberOf` turns file numbers of one inspection into those of the run. */
  add(
    records: Uint8Array,
    labels: readonly PersonLabel[] | undefined,
    numberOf: (local: number) => number,
  ): Promise<void>;
  /** Joins, counts, and writes what was asked for. */
  finish(notAllRead: boolean): Promise<Counted>;
  close(): Promise<void>;
}

interface Counted {
  readonly count: PersonCount;
  readonly relations: Readonly<Record<string, number>> | undefined;
  /** What is to be said besides, in sentences. */
  readonly notes: readonly string[];
}

export interface CountingRequest {
  readonly roster: string | undefined;
  readonly personsFile: string | undefined;
  readonly recordsFile: string | undefined;
  readonly doubtsFile: string | undefined;
  readonly rulings: ReadRulings;
}

/** Fails with `roster-invalid` before anything is read where the roster is not understood. */
export async function openCounting(request: CountingRequest, key: Uint8Array): Promise<Counting> {
  const spill = await openSpill({ folder: tmpdir() });
  const { roster, personsFile, recordsFile, doubtsFile, rulings } = request;
  const lists = [roster, personsFile, recordsFile, doubtsFile].some((asked) => asked !== undefined);
  const persons = await createPersons({ spill, lists, rulings: rulings.rulings, openThread });
  const labels = (personsFile ?? doubtsFile) === undefined ? undefined : createLabels({ spill });
  const files = new FileNumbers();
  if (request.roster !== undefined) {
    await addRoster(request.roster, key, persons, new Date().toISOString().slice(0, 10));
  }
  return {
    file: (path) => files.of(path),
    add: async (records, own, numberOf) => {
      renumberFiles(records, numberOf);
      const first = persons.size;
      const added = persons.add(records);
      // A reader that was taken over may send more labels than records: they would name the persons of other files.
      const named = labels?.add(first, own?.slice(0, persons.size - first) ?? []);
      await Promise.all([added, named]);
    },
    finish: async (atLeast) => {
      const result = await persons.finish();
      const notes = result.unfound.length === 0 ? [] : [unfoundNote(result.unfound, rulings.places)];
      if (labels !== undefined) notes.push(...(await writeLists(request, result, labels, files)));
      if (request.recordsFile !== undefined) await writeRecords(request.recordsFile, result, files);
      const { certain, possible, byRelation } = result;
      return {
        count: { certain, possible, atLeast },
        relations: request.roster === undefined ? undefined : byRelation,
        notes,
      };
    },
    close: async () => {
      await persons.close();
      await labels?.close();
      await spill.close();
    },
  };
}

/** The list of persons and that of doubts, each where it is asked for. */
async function writeLists(
  { personsFile, doubtsFile }: CountingRequest,
  result: PersonResult,
  labels: Labels,
  files: FileNumbers,
): Promise<string[]> {
  const doubts = doubtsFile === undefined ? undefined : await openDoubts(result);
  await writePersons(personsFile, result, labels, files, doubts?.see);
  if (doubts === undefined || doubtsFile === undefined) return [];
  await doubts.write(doubtsFile, labels, files);
  const { total, listed } = doubts;
  return total > listed.length ? [`${total} doubts, of which the ${listed.length} most telling are listed`] : [];
}

function unfoundNote(unfound: readonly number[], places: readonly string[]): string {
  const named = unfound.slice(0, 3).map((at) => places[at] ?? '');
  const more = unfound.length > named.length ? ` and ${unfound.length - named.length} more` : '';
  return `decisions about records that are not here, or read otherwise now: ${named.join('; ')}${more}`;
}

async function writeRecords(path: string, result: PersonResult, files: FileNumbers): Promise<void> {
  const output = openOutput(path);
  try {
    for await (const { file, span, person } of result.records()) {
      output.write(`${JSON.stringify({ file: files.pathOf(file), span, person })}\n`);
    }
  } finally {
    output.close();
  }
}
