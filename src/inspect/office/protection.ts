import { fail } from '#platform/errors';
import type { ExtractContext, Sink } from '../contract.ts';
import { agileKey } from './agile.ts';
import { hold } from '../bytes/random-input.ts';
import type { CompoundFile } from './compound-file.ts';
import { standardKey } from './standard.ts';

/** What opens an encrypted package. */
export interface PackageKey {
  /** Bytes that are encrypted together. */
  readonly segmentBytes: number;
  /** Clear text of the segments; `size` is the length in front of them, which the sum covers. */
  decrypt(size: Uint8Array, segments: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

/** Excel writes protected workbooks with this password and opens them without asking. */
const knownToAll = 'VelvetSweatshop';
const descriptionLimit = 1 << 20;

/**
 * Opens an encrypted office package ([MS-OFFCRYPTO] 2.3) and hands the package inside to the sink. Throws
 * `wrong-password`, `protection-unsupported`, `damaged`.
 */
export async function extractEncrypted(file: CompoundFile, sink: Sink, context: ExtractContext): Promise<void> {
  const content = file.entry('EncryptedPackage');
  if (content === undefined) fail('damaged', 'encrypted package');
  const description = file.entry('EncryptionInfo');
  if (description === undefined) fail('protection-unsupported', 'rights management');
  const info = await hold(file.read(description), descriptionLimit);
  const key = await findKey(info, [knownToAll, ...context.passwords]);
  if (key === undefined) fail('wrong-password');
  const encrypted = regroup(file.read(content), key.segmentBytes);
  const size = await encrypted.next();
  if (size.done === true || size.value.length < 8) fail('damaged', 'encrypted package');
  const length = Number(Buffer.from(size.value).readBigUInt64LE(0));
  if (length > content.size) fail('damaged', 'encrypted package');
  await sink.member('EncryptedPackage', cut(key.decrypt(size.value, encrypted), length), length);
}

async function findKey(info: Uint8Array, passwords: readonly string[]): Promise<PackageKey | undefined> {
  if (info.length < 8) fail('damaged', 'encryption');
  const version = new DataView(info.buffer, info.byteOffset, 4);
  const major = version.getUint16(0, true);
  const minor = version.getUint16(2, true);
  if (major === 4 && minor === 4) return agileKey(info.subarray(8), passwords);
  if (minor === 2 && major >= 2 && major <= 4) return standardKey(info, passwords);
  return fail('protection-unsupported', 'encryption');
}

/** First the 8 bytes of the length, then segments of `segmentBytes`, the last one shorter. */
async function* regroup(source: AsyncIterable<Uint8Array>, segmentBytes: number): AsyncGenerator<Uint8Array> {
  let wanted = 8;
  let have: Uint8Array[] = [];
  let held = 0;
  for await (const bytes of source) {
    let rest = bytes;
    while (held + rest.length >= wanted) {
      const taken = wanted - held;
      yield Buffer.concat([...have, rest.subarray(0, taken)]);
      rest = rest.subarray(taken);
      have = [];
      held = 0;
      wanted = segmentBytes;
    }
    if (rest.length > 0) {
      have.push(Uint8Array.from(rest));
      held += rest.length;
    }
  }
  if (held > 0) yield Buffer.concat(have);
}

/** The first `length` bytes; reads on to the end, where the sum is checked. */
async function* cut(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const bytes of source) {
    if (left > 0) yield bytes.subarray(0, Math.min(left, bytes.length));
    left -= bytes.length;
  }
  if (left > 0) fail('damaged', 'encrypted package');
}
