import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { fail } from '#platform/errors';
import type { BlobPlace, BlobStore } from '#platform/vault';

/** A blob as it lies, sealed. */
const copiedSchema = z.strictObject({
  // They become paths.
  incident: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Copied = z.infer<typeof copiedSchema>;

export interface Counts {
  count: number;
  bytes: number;
  /** Of `count`, those that were not in the backup before. */
  added: number;
}

/**
 * Copies blobs into another store, and names each with its hash, a line each. Blobs are never changed and never removed,
 * so that those which are listed after the rows were read are all that the rows speak of. What is there since an earlier
 * backup, with the size that it should have, is not copied again: its hash was taken then, and each restore checks it.
 *
 * @param wanted by what the blobs of this backup lie below: others came after its rows were read
 * @param earlier hashes by `keyOf`
 */
export async function* copyBlobs(
  { from, to }: { readonly from: BlobStore; readonly to: BlobStore },
  wanted: { has(incident: string): boolean },
  earlier: ReadonlyMap<string, Copied>,
  counts: Counts,
): AsyncGenerator<Uint8Array> {
  for await (const { place, size } of from.list()) {
    if (!wanted.has(place.incident)) continue;
    const known = earlier.get(keyOf(place));
    const there = await to.stat(place);
    let sha256 = known?.size === size && there?.size === size ? known.sha256 : undefined;
    if (sha256 === undefined) {
      // What lies there under this name is not what it was, or is left of a backup that was cut off.
      if (there !== undefined) await to.remove(place);
      sha256 = await copyBlob(from.get(place), to, place);
      counts.added += 1;
    }
    counts.count += 1;
    counts.bytes += size;
    yield Buffer.from(`${JSON.stringify({ ...place, size, sha256 } satisfies Copied)}\n`);
  }
}

/** Copies one blob and gives the SHA-256 of its sealed bytes. */
export async function copyBlob(from: AsyncIterable<Uint8Array>, to: BlobStore, place: BlobPlace): Promise<string> {
  const sum = createHash('sha256');
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of from) {
      sum.update(piece);
      yield piece;
    }
  };
  await to.put(pieces(), () => place);
  return sum.digest('hex');
}

/** Reads the lines that `copyBlobs` gave. */
export async function* readBlobList(lines: AsyncIterable<Uint8Array>): AsyncGenerator<Copied> {
  for await (const line of createInterface({ input: Readable.from(lines), crlfDelay: Infinity })) {
    const { success, data } = copiedSchema.safeParse(JSON.parse(line));
    yield success ? data : fail('backup-damaged', 'the list of blobs');
  }
}

export const keyOf = ({ incident, name }: BlobPlace): string => `${incident}/${name}`;
