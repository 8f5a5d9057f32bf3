import { fail } from '#platform/errors';
import type { Input } from '../../contract.ts';
import { branch, delta, filtered } from '../branch.ts';
import { bzip2 } from '../bzip2.ts';
import { decompress } from '../decompress.ts';
import { inflate64 } from '../deflate64.ts';
import { lzma, lzma2, lzma2Window } from '../lzma/lzma.ts';
import { Pull } from '../pull.ts';
import { asBuffer, windows } from '../window.ts';
import { decrypt, type Keys } from './aes.ts';
import type { Coder, Folder } from './streams.ts';

/** First byte behind the start header, from which places count. */
export const startLength = 32;
const aes = '06f10701';
const branches = new Map([
  ['03030103', 4],
  ['03030205', 5],
  ['03030501', 7],
  ['03030701', 8],
  ['03030805', 9],
]);

/** What it takes to unpack the folders of one archive. */
export interface Unpacking {
  readonly input: Input;
  readonly keys: Keys;
  /** Bytes that may be held. */
  readonly most: number;
}

type Bytes = AsyncGenerator<Buffer>;

export const isEncrypted = ({ coders }: Folder): boolean => coders.some(({ method }) => method === aes);
/** Nothing but the check sum tells whether the password was right. */
export const isStored = ({ coders }: Folder): boolean =>
  coders.every(({ method }) => method === aes || method === '00');

/** All that a folder holds, in one stream. Throws `feature-unsupported` at once where a coder is not known. */
export function unpackFolder(unpacking: Unpacking, folder: Folder, password: string): Bytes {
  const bound = new Set(folder.pairs.map(({ output }) => output));
  const last = folder.coders.findIndex((_, at) => !bound.has(at));
  if (folder.coders.some(({ inputs }) => inputs !== 1)) fail('feature-unsupported');
  return output(unpacking, folder, last, password, folder.coders.length);
}

function output(unpacking: Unpacking, folder: Folder, at: number, password: string, depth: number): Bytes {
  const coder = folder.coders[at];
  if (coder === undefined || depth === 0) fail('damaged', '7z coders');
  const pair = folder.pairs.find(({ input }) => input === at);
  const packed = folder.packed.find(({ input }) => input === at);
  let source: Bytes;
  if (pair !== undefined) source = output(unpacking, folder, pair.output, password, depth - 1);
  else if (packed === undefined) fail('damaged', '7z coders');
  else source = stored(unpacking.input, startLength + packed.from, startLength + packed.to);
  return bounded(decode(unpacking, coder, source, password), coder.size);
}

async function* stored(input: Input, from: number, to: number): Bytes {
  for await (const window of windows(input, from, to)) yield asBuffer(window);
}

/** What coders give beyond their size is padding; what they lack is damage. */
async function* bounded(source: Bytes, size: number): Bytes {
  let left = size;
  if (left === 0) return;
  for await (const chunk of source) {
    const taken = chunk.subarray(0, left);
    left -= taken.length;
    yield taken;
    if (left === 0) return;
  }
  fail('damaged', '7z stream');
}

function decode(
  { most, keys }: Unpacking,
  { method, properties, size }: Coder,
  source: Bytes,
  password: string,
): Bytes {
  const property = properties[0] ?? 0;
  switch (method) {
    case '00':
      return source;
    case '03':
      return filtered(copied(source), delta(property + 1), 0);
    case '21':
      return pulled(source, (pull) => lzma2(pull, lzma2Window(property), most));
    case '030101': {
      if (properties.length < 5) fail('damaged', '7z coders');
      const windowSize = properties.readUInt32LE(1);
      return pulled(source, (pull) => lzma(pull, { properties: property, windowSize, size, most }));
    }
    case '040108':
      return decompress('deflate', source);
    case '040109':
      return pulled(source, inflate64);
    case '040202':
      return pulled(source, bzip2);
    case '04f71101':
      return decompress('zstd', source);
    case aes:
      return decrypt(source, properties, password, keys);
    default: {
      const filter = branch(branches.get(method) ?? (method.length === 2 ? Number.parseInt(method, 16) : -1));
      const from = properties.length >= 4 ? properties.readUInt32LE(0) : 0;
      return filter === undefined ? fail('feature-unsupported') : filtered(copied(source), filter, from);
    }
  }
}

/** Filters change bytes in place, which may be those of the input itself. */
async function* copied(source: Bytes): Bytes {
  for await (const chunk of source) yield Buffer.from(chunk);
}

async function* pulled(source: Bytes, content: (pull: Pull) => Bytes): Bytes {
  const pull = new Pull(source);
  try {
    yield* content(pull);
  } finally {
    await pull.close();
  }
}
