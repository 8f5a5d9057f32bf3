import { compileRules, createEncoder, identifierOf, parseRoster } from '#inspect';
import { shippedRules } from './sources.ts';

/** Bytes of records handed on at once. */
const batchBytes = 64 * 1024;

/**
 * The people of a roster as encoded records, many at once: added to a count, they name the relation of those who are in
 * the leak. Fails with `roster-invalid`, and with what `bytes` fails with.
 *
 * @param key that of the run or incident: only with it does the roster meet the leak
 * @param today `YYYY-MM-DD`, for the age of those of whom the roster has the birth date alone
 */
export async function* rosterRecords(
  bytes: AsyncIterable<Uint8Array>,
  key: Uint8Array,
  today: string,
): AsyncGenerator<Uint8Array> {
  const encoder = createEncoder(key, { asOf: today });
  const identify = identifierOf(compileRules(await shippedRules()));
  let batch: Uint8Array[] = [];
  let size = 0;
  for await (const { draft, roster } of parseRoster(bytes, 1, identify)) {
    const record = encoder.encodeRoster(draft, roster);
    if (record === undefined) continue;
    batch.push(record);
    size += record.byteLength;
    if (size <= batchBytes) continue;
    yield Buffer.concat(batch);
    batch = [];
    size = 0;
  }
  if (batch.length > 0) yield Buffer.concat(batch);
}
