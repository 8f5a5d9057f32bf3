import { type KeyObject, randomBytes } from 'node:crypto';
import { fail } from '../../errors/index.ts';
import { closeBox, openBox } from '../keys/box.ts';
import { type DataKey, subkey } from '../keys/data-key.ts';
import { deriveKey } from '../keys/derive.ts';
import { type SavableHash, savableHash } from './hash.ts';
import {
  defaultChunkBytes,
  headerBytes,
  newHeader,
  newRun,
  parseHeader,
  readRuns,
  runBytes,
  tagBytes,
  writeRuns,
} from './layout.ts';
import { ChunkSealer, type Progress, type Sealed } from './sealer.ts';

/** Sealing that can go on in another process. */
export interface Sealer {
  /** Bytes of plain text taken so far. */
  readonly length: number;
  /** Bytes of the blob that were handed out so far. Whatever lies behind them when sealing goes on is to be cut off. */
  readonly sealedLength: number;
  push(plain: Uint8Array): Uint8Array[];
  /**
   * All that is needed to go on from here, sealed: tail, hash, runs. A chunk and some 300 bytes at most, 20 more for
   * each time it was resumed. Sealing may go on in this process as well: then a later state replaces this one.
   */
  suspend(): Uint8Array;
  finish(): Sealed & { readonly ready: Uint8Array[] };
}

export interface SealerInit {
  readonly key: DataKey;
  /** Names the upload: a state opens under its own name only. */
  readonly upload: string;
  /** Of `suspend`; without it sealing starts. */
  readonly state?: Uint8Array;
  /** A power of two, from 1 KiB to 16 MiB; a state knows its own. @default 64 KiB */
  readonly chunkBytes?: number;
}

const stateVersion = 1;
const saltBytes = 32;
const hashBytes = 116;

/**
 * Opens a sealer. Whoever resumes gets a run of their own, whatever became of the one before: chunks which it sealed
 * after its last state, perhaps with other plain text, share neither key nor nonce with what is sealed now.
 * `suspended-broken` for a state that is damaged, of another upload, or of another version.
 */
export async function openSealer({ key, upload, state, chunkBytes }: SealerInit): Promise<Sealer> {
  const from = state === undefined ? undefined : readState(key, upload, state);
  const hash = await savableHash(from?.hash);
  const start = from ?? { header: newHeader(key, chunkBytes ?? defaultChunkBytes), runs: [], chunks: 0, tail: noTail };
  const runs = [...start.runs.filter(({ first }) => first < start.chunks), newRun(start.chunks)];
  const sealer = new ChunkSealer({ ...start, runs }, hash);
  let head = from === undefined ? [start.header.bytes] : [];
  const withHead = (ready: Uint8Array[]): Uint8Array[] => {
    const all = [...head, ...ready];
    head = [];
    return all;
  };
  return {
    get length() {
      return sealer.length;
    },
    get sealedLength() {
      const { header, chunks } = sealer.progress;
      return head.length > 0 ? 0 : headerBytes + chunks * (header.chunkBytes + tagBytes);
    },
    push: (plain) => withHead(sealer.push(plain)),
    suspend() {
      if (head.length > 0) fail('internal', 'suspended before the header was taken');
      return writeState(key, upload, sealer.progress, hash);
    },
    finish() {
      const { ready, ...sealed } = sealer.finish();
      return { ...sealed, ready: withHead(ready) };
    },
  };
}

const noTail = new Uint8Array(0);

function writeState(key: DataKey, upload: string, progress: Progress, hash: SavableHash): Uint8Array {
  const { header, runs, chunks, tail } = progress;
  const counts = Buffer.alloc(8);
  counts.writeUInt32BE(chunks, 0);
  counts.writeUInt32BE(runs.length, 4);
  const plain = Buffer.concat([header.bytes, counts, hash.save(), writeRuns(runs), tail]);
  const salt = randomBytes(saltBytes);
  const box = closeBox(stateKey(key, salt), plain, about(upload));
  plain.fill(0);
  return Buffer.concat([Uint8Array.of(stateVersion), salt, box]);
}

function readState(key: DataKey, upload: string, state: Uint8Array): Progress & { readonly hash: Uint8Array } {
  if (state[0] !== stateVersion) fail('suspended-broken', 'saved by another version');
  const salt = state.subarray(1, 1 + saltBytes);
  const plain = openBox(stateKey(key, salt), state.subarray(1 + saltBytes), about(upload));
  if (plain === undefined) fail('suspended-broken', `upload ${upload}`);
  const hashAt = headerBytes + 8;
  const runsAt = hashAt + hashBytes;
  const tailAt = runsAt + plain.readUInt32BE(headerBytes + 4) * runBytes;
  return {
    header: parseHeader(key, plain.subarray(0, headerBytes)),
    chunks: plain.readUInt32BE(headerBytes),
    hash: plain.subarray(hashAt, runsAt),
    runs: readRuns(plain.subarray(runsAt, tailAt)),
    tail: plain.subarray(tailAt),
  };
}

/** A key for each state, so that nonces need no counting over processes. */
function stateKey(key: DataKey, salt: Uint8Array): KeyObject {
  return deriveKey(subkey(key, 'states'), salt, 'cofferdam/sealed/state/1');
}

function about(upload: string): Buffer {
  return Buffer.from(JSON.stringify(['state', stateVersion, upload]));
}
