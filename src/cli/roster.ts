import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Persons } from '#inspect';
import { fail } from '#platform/errors';
import { rosterRecords } from '#server/inspection';

/**
 * Adds the people of a roster to the count, to name the relation of those who are in the leak. Fails with `not-found`,
 * `not-readable` or `roster-invalid`.
 *
 * @param key that of the run: only with it does the roster meet the leak
 * @param today `YYYY-MM-DD`, for the age of those of whom the roster has the birth date alone
 */
export async function addRoster(path: string, key: Uint8Array, persons: Persons, today: string): Promise<void> {
  const found = await stat(path).catch(() => fail('not-found', path));
  if (!found.isFile()) fail('not-readable', path);
  for await (const records of rosterRecords(readable(path), key, today)) await persons.add(records);
}

async function* readable(path: string): AsyncGenerator<Uint8Array> {
  const stream = createReadStream(path);
  stream.on('error', () => undefined);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    fail('not-readable', path, error);
  }
}
