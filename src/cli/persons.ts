import { tmpdir } from 'node:os';
import {
  createLabels,
  createPersons,
  type PersonCount,
  type PersonLabel,
  type PersonResult,
  renumberFiles,
} from '#inspect';
import { openSpill, openThread } from '#platform';
import { FileNumbers } from '#server/inspection';
import { openOutput } from './output-file.ts';
import { writePersons } from './persons-file.ts';
import { addRoster } from './roster.ts';

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
  finish(notAllRead: boolean): Promise<{ count: PersonCount; relations: Readonly<Record<string, number>> | undefined }>;
  close(): Promise<void>;
}

export interface CountingRequest {
  readonly roster: string | undefined;
  readonly personsFile: string | undefined;
  readonly recordsFile: string | undefined;
}

/** Fails with `roster-invalid` before anything is read where the roster is not understood. */
export async function openCounting(request: CountingRequest, key: Uint8Array): Promise<Counting> {
  const spill = await openSpill({ folder: tmpdir() });
  const lists = [request.roster, request.personsFile, request.recordsFile].some((asked) => asked !== undefined);
  const persons = await createPersons({ spill, lists, openThread });
  const labels = request.personsFile === undefined ? undefined : createLabels({ spill });
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
      if (request.personsFile !== undefined && labels !== undefined)
        await writePersons(request.personsFile, result, labels, files);
      if (request.recordsFile !== undefined) await writeRecords(request.recordsFile, result, files);
      const { certain, possible, byRelation } = result;
      return {
        count: { certain, possible, atLeast },
        relations: request.roster === undefined ? undefined : byRelation,
      };
    },
    close: async () => {
      await persons.close();
      await labels?.close();
      await spill.close();
    },
  };
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
