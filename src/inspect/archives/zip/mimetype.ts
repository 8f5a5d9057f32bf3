import { signature, localLength } from './records.ts';

const name = 'mimetype';
const longestType = 128;

/**
 * The media type that a package of OpenDocument or EPUB states in its first member, stored as it is, so that it can be
 * read at a fixed place (ODF 1.3 part 2, 3.3; EPUB OCF 3.3, 4.3). Undefined where the first member is another.
 */
export function statedMediaType(bytes: Uint8Array): string | undefined {
  if (bytes.length < localLength + name.length) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== signature.local || view.getUint16(8, true) !== 0) return undefined;
  const nameLength = view.getUint16(26, true);
  const start = localLength + nameLength + view.getUint16(28, true);
  if (latin1(bytes.subarray(localLength, localLength + nameLength)) !== name) return undefined;
  // Some writers leave the length to a descriptor behind the data: the type then ends where it stops to be one.
  const stated = view.getUint32(18, true);
  const end = start + (stated === 0 ? longestType : Math.min(stated, longestType));
  return /^[a-z]+\/[\w.+-]+/.exec(latin1(bytes.subarray(start, end)).trim())?.[0];
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
