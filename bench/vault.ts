import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataKey } from '../src/platform/vault/keys/data-key.ts';
import { masterKey } from '../src/platform/vault/keys/master-key.ts';
import {
  openFolderStore,
  openSealed,
  openSealer,
  openStored,
  openUpload,
  putSealed,
  seal,
} from '../src/platform/vault/index.ts';
import { count, list, ownOptions, size } from './options.ts';

/**
 * Speed of sealing and opening beside what the machine can do at all, in the same run: AES-256-GCM of node:crypto over
 * the same buffers, with and without SHA-256, and writing the same bytes plainly with one fsync. Rounds are interleaved,
 * since the speed of a shared machine changes; each figure is the median.
 */
const mebibyte = 1024 * 1024;
const options = ownOptions({
  size: size('256M', { from: mebibyte }),
  rounds: count(5),
  chunks: list('16k,64k,128k,256k,1M', size('', { from: 1024, to: mebibyte })),
});
const block = randomBytes(mebibyte);
const blocks = Math.ceil(options.size / block.length);
const total = blocks * block.length;
const { key } = createDataKey(masterKey(randomBytes(32)), 'bench');
const folder = await mkdtemp(join(tmpdir(), 'cofferdam-bench-'));

type Act = () => unknown;
/** Acts by name; the first is the limit that the others of its group are held against. */
type Group = Readonly<Record<string, Act>>;

async function* source(): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < blocks; index += 1) yield block;
}

async function drain(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of pieces) bytes += piece.length;
  return bytes;
}

const secret = randomBytes(32);
function encrypt(bytes: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', secret, Buffer.alloc(12));
  const out = cipher.update(bytes);
  cipher.final();
  cipher.getAuthTag();
  return out;
}

function measureLimit(chunkBytes: number, withHash: 'hash' | 'cipher'): void {
  const hash = createHash('sha256');
  for (let at = 0; at < total; at += chunkBytes) {
    const from = at % block.length;
    encrypt(block.subarray(from, from + chunkBytes));
    if (withHash === 'hash' && from === 0) hash.update(block);
  }
  hash.digest();
}

async function writePlainly(): Promise<void> {
  const handle = await open(join(folder, 'plain'), 'w');
  for (let index = 0; index < blocks; index += 1) await handle.write(block);
  await handle.datasync();
  await handle.close();
  await rm(join(folder, 'plain'));
}

async function gathered(chunkBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of seal(key, source(), chunkBytes)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function sealInParts(chunkBytes: number): Promise<void> {
  const sealer = await openSealer({ key, upload: 'bench', chunkBytes });
  for (let index = 0; index < blocks; index += 1) sealer.push(block);
  sealer.finish();
}

function decryptLimit(chunkBytes: number): Act {
  const cipher = createCipheriv('aes-256-gcm', secret, Buffer.alloc(12));
  const sealed = cipher.update(block.subarray(0, chunkBytes));
  cipher.final();
  const tag = cipher.getAuthTag();
  return () => {
    for (let at = 0; at < total; at += chunkBytes) {
      const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.alloc(12)).setAuthTag(tag);
      decipher.update(sealed);
      decipher.final();
    }
  };
}

async function inMemory(chunkBytes: number): Promise<Group[]> {
  const sealed = await gathered(chunkBytes);
  const opened = await openSealed(key, {
    size: sealed.length,
    read: async (offset, length) => sealed.subarray(offset, offset + length),
  });
  const size = `${chunkBytes / 1024} KiB`;
  return [
    {
      [`AES-256-GCM and SHA-256, ${size}`]: () => measureLimit(chunkBytes, 'hash'),
      [`seal, ${size}`]: () => drain(seal(key, source(), chunkBytes)),
      [`openSealer, ${size}`]: () => sealInParts(chunkBytes),
      [`AES-256-GCM alone, ${size}`]: () => measureLimit(chunkBytes, 'cipher'),
    },
    {
      [`AES-256-GCM open, ${size}`]: decryptLimit(chunkBytes),
      [`stream, ${size}`]: () => drain(opened.stream()),
    },
  ];
}

async function onDisk(): Promise<Group[]> {
  const store = await openFolderStore(join(folder, 'vault'));
  const { place } = await putSealed(store, createDataKey(masterKey(randomBytes(32)), 'other').key, source());
  const kept = createDataKey(masterKey(randomBytes(32)), 'kept').key;
  const stored = await putSealed(store, kept, source());
  await store.remove(place);
  return [
    {
      'write plainly, fsync': writePlainly,
      putSealed: async () => {
        await store.remove((await putSealed(store, key, source())).place);
      },
      'upload, a state each 8 MiB': async () => {
        const upload = await openUpload({ store, key, upload: 'bench' });
        for (let index = 0; index < blocks; index += 1) {
          await upload.append(block);
          if (index % 8 === 7) await upload.suspend();
        }
        await store.remove((await upload.finish()).place);
      },
    },
    {
      'read plainly': () => drain(store.get(stored.place)),
      'openStored, stream': async () => drain((await openStored(store, kept, stored.place)).stream()),
    },
  ];
}

async function seconds(act: Act): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1] ?? 0;

async function print(groups: readonly Group[]): Promise<void> {
  for (const group of groups) {
    const times = new Map<string, number[]>(Object.keys(group).map((name) => [name, []]));
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [name, act] of Object.entries(group)) times.get(name)?.push(await seconds(act));
    }
    const limit = median([...times.values()][0] ?? []);
    for (const [name, list] of times) {
      const rate = `${(total / 1e6 / median(list)).toFixed(0)} MB/s`;
      const ratio = (limit / median(list)).toFixed(2);
      process.stdout.write(`${name.padEnd(36)} ${rate.padStart(11)}   ratio ${ratio}\n`);
    }
    process.stdout.write('\n');
  }
}

try {
  for (const chunkBytes of options.chunks) await print(await inMemory(chunkBytes));
  await print(await onDisk());
} finally {
  await rm(folder, { recursive: true });
}
