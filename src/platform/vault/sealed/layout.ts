import { type KeyObject, createHash, randomBytes } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { type DataKey, subkey } from '../keys/data-key.ts';
import { derive, deriveKey } from '../keys/derive.ts';
import { boxBytes } from '../keys/box.ts';

/**
 * Sealed bytes, version 1 (docs/adr/0007-sealed-bytes.md):
 *
 *   header    magic 8, version 1, log2 of the chunk size 1, zeros 6, salt 32, key check 16, checksum 8
 *   chunks    each AES-256-GCM and its tag, all of one size but the last
 *   trailer   a box: SHA-256 of the plain text 32, its length 8, runs (first chunk 4, salt 16 each)
 *   footer    count of runs 4
 *
 * Numbers are big-endian. A run is what one sealer sealed without being suspended; it has a key of its own.
 */
export const headerBytes = 72;
export const footerBytes = 4;
export const tagBytes = 16;
export const runBytes = 20;
/** Measured from 16 KiB to 1 MiB: docs/adr/0007-sealed-bytes.md. */
export const defaultChunkBytes = 64 * 1024;

const magic = Buffer.from('CFDMSEAL');
const version = 1;
const saltBytes = 32;

export interface Header {
  readonly bytes: Buffer;
  readonly chunkBytes: number;
  /** HKDF with the salt of the blob and this header: a header that changed gives other keys. */
  keyOf(run: Run): KeyObject;
  readonly trailerKey: KeyObject;
}

export interface Run {
  /** Index of the first chunk that it sealed. */
  readonly first: number;
  /** 16 bytes. */
  readonly salt: Uint8Array;
}

export function newRun(first: number): Run {
  return { first, salt: randomBytes(16) };
}

/** `chunkBytes` is a power of two from 1 KiB to 16 MiB. */
export function newHeader(key: DataKey, chunkBytes: number): Header {
  const bytes = Buffer.alloc(headerBytes);
  magic.copy(bytes);
  bytes[8] = version;
  bytes[9] = Math.log2(chunkBytes);
  randomBytes(saltBytes).copy(bytes, 16);
  keyCheck(key, bytes).copy(bytes, 48);
  checksum(bytes).copy(bytes, 64);
  return headerOf(key, bytes);
}

/** `sealed-broken` for what is no header or a damaged one, `sealed-newer`, `key-wrong` for another incident's key. */
export function parseHeader(key: DataKey, bytes: Buffer): Header {
  const isWhole = bytes.length === headerBytes && checksum(bytes).equals(bytes.subarray(64));
  if (!isWhole || !bytes.subarray(0, 8).equals(magic)) fail('sealed-broken', 'header');
  if (bytes[8] !== version) fail('sealed-newer', `format ${bytes[8]}`);
  if (!keyCheck(key, bytes).equals(bytes.subarray(48, 64))) fail('key-wrong', `incident ${key.incident}`);
  const log = bytes[9] ?? 0;
  if (log < 10 || log > 24) fail('sealed-broken', 'header');
  return headerOf(key, bytes);
}

function headerOf(key: DataKey, bytes: Buffer): Header {
  const secret = subkey(key, 'bytes');
  const salt = bytes.subarray(16, 48);
  const info = (what: string): Buffer => Buffer.concat([Buffer.from(`cofferdam/sealed/${what}/1`), bytes]);
  return {
    bytes,
    chunkBytes: 2 ** (bytes[9] ?? 0),
    keyOf: (run) => deriveKey(secret, Buffer.concat([salt, run.salt]), info('run')),
    trailerKey: deriveKey(secret, salt, info('trailer')),
  };
}

/** AES-GCM alone does not tell a wrong key from changed bytes, and can be made to open under two keys. */
function keyCheck(key: DataKey, header: Buffer): Buffer {
  return derive(subkey(key, 'bytes'), header.subarray(16, 48), 'cofferdam/sealed/check/1', 16);
}

function checksum(header: Buffer): Buffer {
  return createHash('sha256').update(header.subarray(0, 64)).digest().subarray(0, 8);
}

/** Chunks are numbered with 32 bits. */
export const mostChunks = 2 ** 32 - 1;

/** STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the number of the chunk, and whether it is the last. */
export function nonceOf(index: number, place: 'inner' | 'last'): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 7);
  nonce[11] = place === 'last' ? 1 : 0;
  return nonce;
}

export function trailerBytes(runs: number): number {
  return boxBytes + 40 + runs * runBytes + footerBytes;
}

/** Bytes of plain text in chunks that take `bytes`; undefined where chunks cannot take just so many. */
export function plainLength(bytes: number, chunkBytes: number): number | undefined {
  const sealedChunk = chunkBytes + tagBytes;
  const whole = Math.floor(bytes / sealedChunk);
  const rest = bytes - whole * sealedChunk;
  if (rest === 0 && whole > 0) return whole * chunkBytes;
  const isEmpty = whole === 0 && rest === tagBytes;
  return rest > tagBytes || isEmpty ? whole * chunkBytes + rest - tagBytes : undefined;
}

export function writeRuns(runs: readonly Run[]): Buffer {
  const bytes = Buffer.alloc(runs.length * runBytes);
  for (const [index, { first, salt }] of runs.entries()) {
    bytes.writeUInt32BE(first, index * runBytes);
    bytes.set(salt, index * runBytes + 4);
  }
  return bytes;
}

export function readRuns(bytes: Buffer): Run[] {
  return Array.from({ length: bytes.length / runBytes }, (_, index) => ({
    first: bytes.readUInt32BE(index * runBytes),
    salt: bytes.subarray(index * runBytes + 4, (index + 1) * runBytes),
  }));
}
