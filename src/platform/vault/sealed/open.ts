import { type KeyObject, createDecipheriv } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import type { DataKey } from '../keys/data-key.ts';
import {
  type Header,
  footerBytes,
  headerBytes,
  nonceOf,
  parseHeader,
  plainLength,
  tagBytes,
  trailerBytes,
} from './layout.ts';
import { type Trailer, readTrailer } from './trailer.ts';

/** Sealed bytes that can be read anywhere: a file, an object in a store, memory. */
export interface SealedSource {
  /** Bytes. */
  readonly size: number;
  /** Bytes [offset, offset + length), all of them unless the source is shorter than it says. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** The plain text of sealed bytes. What is handed out was authenticated: bytes, place and order. */
export interface OpenedBlob {
  /** Bytes of plain text. */
  readonly size: number;
  /** SHA-256 of the plain text. */
  readonly sha256: Uint8Array;
  /** Bytes [offset, offset + length), fewer at the end. Opens only the chunks that it needs. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** All from `offset` on, in pieces of a chunk. Reads ahead while a piece is worked on; holds some 2 MiB. */
  stream(offset?: number): AsyncGenerator<Uint8Array>;
}

/** Bytes of plain text; reads a header and four bytes, decrypts nothing. Not authenticated: `openSealed` is. */
export async function sealedLength(key: DataKey, source: SealedSource): Promise<number> {
  return (await measure(key, source)).length;
}

/**
 * Opens sealed bytes: header and trailer are read and authenticated now, chunks when they are asked for. Whatever was
 * changed, cut, left out, doubled, exchanged or added is `sealed-broken` and where; another incident's key `key-wrong`.
 */
export async function openSealed(key: DataKey, source: SealedSource): Promise<OpenedBlob> {
  const { header, length, trailerAt } = await measure(key, source);
  const bytes = await readAll(source, trailerAt, source.size - trailerAt);
  const trailer = readTrailer(header, bytes);
  if (trailer === undefined || trailer.length !== length) fail('sealed-broken', 'end');
  return new Opened(source, header, trailer);
}

async function measure(
  key: DataKey,
  source: SealedSource,
): Promise<{ header: Header; length: number; trailerAt: number }> {
  if (source.size < headerBytes + tagBytes + trailerBytes(1)) fail('sealed-broken', 'cut short');
  const header = parseHeader(key, await readAll(source, 0, headerBytes));
  const runs = (await readAll(source, source.size - footerBytes, footerBytes)).readUInt32BE();
  const trailerAt = source.size - trailerBytes(runs);
  const length = plainLength(trailerAt - headerBytes, header.chunkBytes);
  // A count that lies must not make us read the whole blob as its end: runs begin at chunks of their own.
  const mostRuns = Math.max(1, Math.ceil((length ?? 0) / header.chunkBytes));
  if (runs === 0 || runs > mostRuns || trailerAt < headerBytes || length === undefined) fail('sealed-broken', 'end');
  return { header, length, trailerAt };
}

const blockBytes = 1024 * 1024;

class Opened implements OpenedBlob {
  readonly size: number;
  readonly sha256: Uint8Array;
  readonly #source: SealedSource;
  readonly #header: Header;
  readonly #runs: Trailer['runs'];
  readonly #chunks: number;
  /** The run of the last chunk that was opened, and its key. */
  #run = -1;
  #key: KeyObject | undefined;

  constructor(source: SealedSource, header: Header, { sha256, length, runs }: Trailer) {
    this.#source = source;
    this.#header = header;
    this.#runs = runs;
    this.#chunks = Math.max(1, Math.ceil(length / header.chunkBytes));
    this.size = length;
    this.sha256 = sha256;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const from = Math.min(Math.max(0, offset), this.size);
    const to = Math.min(this.size, from + Math.max(0, length));
    const wanted = Buffer.allocUnsafe(to - from);
    let done = 0;
    for await (const piece of this.#plain(from, to)) {
      wanted.set(piece, done);
      done += piece.length;
    }
    return wanted;
  }

  async *stream(offset = 0): AsyncGenerator<Uint8Array> {
    yield* this.#plain(Math.min(Math.max(0, offset), this.size), this.size);
  }

  /** Plain text [from, to). An empty blob has one empty chunk, which is opened all the same. */
  async *#plain(from: number, to: number): AsyncGenerator<Uint8Array> {
    const { chunkBytes } = this.#header;
    if (from >= to && this.size > 0) return;
    const first = Math.floor(from / chunkBytes);
    const end = Math.max(first + 1, Math.ceil(to / chunkBytes));
    const each = Math.max(1, Math.floor(blockBytes / chunkBytes));
    let coming = this.#load(first, Math.min(end, first + each));
    for (let at = first; at < end; at += each) {
      const block = await coming;
      if (at + each < end) {
        coming = this.#load(at + each, Math.min(end, at + 2 * each));
        coming.catch(() => undefined);
      }
      for (let index = at; index < Math.min(end, at + each); index += 1) {
        const start = (index - at) * (chunkBytes + tagBytes);
        const plain = this.#open(index, block.subarray(start, start + chunkBytes + tagBytes));
        const piece = plain.subarray(Math.max(0, from - index * chunkBytes), to - index * chunkBytes);
        if (piece.length > 0) yield piece;
      }
    }
  }

  /** Chunks [first, end) as they lie. */
  #load(first: number, end: number): Promise<Buffer> {
    const { chunkBytes } = this.#header;
    const at = (index: number): number => headerBytes + Math.min(index * chunkBytes, this.size) + index * tagBytes;
    return readAll(this.#source, at(first), at(end) - at(first));
  }

  #open(index: number, sealed: Buffer): Buffer {
    const place = index === this.#chunks - 1 ? 'last' : 'inner';
    const tagAt = sealed.length - tagBytes;
    const decipher = createDecipheriv('aes-256-gcm', this.#keyFor(index), nonceOf(index, place), {
      authTagLength: tagBytes,
    }).setAuthTag(sealed.subarray(tagAt));
    const plain = decipher.update(sealed.subarray(0, tagAt));
    try {
      decipher.final();
    } catch {
      plain.fill(0);
      fail('sealed-broken', `chunk ${index} of ${this.#chunks}, from byte ${index * this.#header.chunkBytes}`);
    }
    return plain;
  }

  #keyFor(index: number): KeyObject {
    const run = runOf(this.#runs, index);
    const key = run === this.#run ? this.#key : undefined;
    this.#run = run;
    this.#key = key ?? this.#header.keyOf(this.#runs[run] ?? fail('sealed-broken', 'end'));
    return this.#key;
  }
}

/** Index of the last run that starts at or before a chunk; runs are in order. */
function runOf(runs: Trailer['runs'], chunk: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.first ?? Infinity) <= chunk) low = middle;
    else high = middle - 1;
  }
  return low;
}

async function readAll(source: SealedSource, offset: number, length: number): Promise<Buffer> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) fail('sealed-broken', `cut short after byte ${offset + bytes.length}`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
