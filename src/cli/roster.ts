import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { compileRules, createEncoder, identifierOf, parseRoster, type Persons } from '#inspect';
import { fail } from '#platform/errors';
import { shippedRules } from './sources.ts';

/** Bytes of records handed on at once. */
const batchBytes = 64 * 1024;

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
  const encoder = createEncoder(key, { asOf: today });
  const identify = identifierOf(compileRules(await shippedRules()));
  let batch: Uint8Array[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    await persons.add(Buffer.concat(batch));
    batch = [];
    bytes = 0;
  };
  for await (const { draft, roster } of parseRoster(readable(path), 1, identify)) {
    const record = encoder.encodeRoster(draft, roster);
    if (record === undefined) continue;
    batch.push(record);
    bytes += record.byteLength;
    if (bytes > batchBytes) await flush();
  }
  await flush();
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
