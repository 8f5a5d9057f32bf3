import { closeBox, openBox } from '../keys/box.ts';
import { type Header, type Run, footerBytes, readRuns, trailerBytes, writeRuns } from './layout.ts';

/** What is known of a blob once it is whole. */
export interface Trailer {
  /** Of the plain text, 32 bytes. */
  readonly sha256: Uint8Array;
  /** Bytes of plain text. */
  readonly length: number;
  /** Which run sealed which chunks: one that was sealed and never acknowledged fits nowhere. */
  readonly runs: readonly Run[];
}

/** Trailer and footer. A random nonce: a sealer that is resumed twice may close the same blob twice. */
export function writeTrailer(header: Header, { sha256, length, runs }: Trailer): Buffer {
  const fixed = Buffer.alloc(40);
  fixed.set(sha256);
  fixed.writeBigUInt64BE(BigInt(length), 32);
  const footer = Buffer.alloc(footerBytes);
  footer.writeUInt32BE(runs.length);
  return Buffer.concat([closeBox(header.trailerKey, Buffer.concat([fixed, writeRuns(runs)]), footer), footer]);
}

/** Undefined where the bytes are not those of `writeTrailer` for this header. */
export function readTrailer(header: Header, bytes: Buffer): Trailer | undefined {
  const footer = bytes.subarray(bytes.length - footerBytes);
  const plain = openBox(header.trailerKey, bytes.subarray(0, bytes.length - footerBytes), footer);
  if (plain === undefined || bytes.length !== trailerBytes(footer.readUInt32BE())) return undefined;
  return {
    sha256: plain.subarray(0, 32),
    length: Number(plain.readBigUInt64BE(32)),
    runs: readRuns(plain.subarray(40)),
  };
}
