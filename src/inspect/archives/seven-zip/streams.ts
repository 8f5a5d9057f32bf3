import { fail } from '#platform/errors';
import type { HeaderBytes } from './bytes.ts';

/** Ids of the properties of a header (7zFormat.txt of the LZMA SDK). */
export const property = {
  end: 0,
  header: 1,
  archive: 2,
  additional: 3,
  main: 4,
  files: 5,
  pack: 6,
  unpack: 7,
  subStreams: 8,
  size: 9,
  digests: 10,
  folder: 11,
  unpackSize: 12,
  streamCount: 13,
  emptyStream: 14,
  emptyFile: 15,
  anti: 16,
  names: 17,
  changed: 20,
  encoded: 23,
} as const;

export interface Coder {
  /** Hexadecimal. */
  readonly method: string;
  readonly properties: Buffer;
  readonly inputs: number;
  readonly size: number;
}

/** What is packed together: a chain of coders over a stream of the archive, and the files in what comes out. */
export interface Folder {
  readonly coders: readonly Coder[];
  /** Which coder's output is the input of which. */
  readonly pairs: readonly { readonly input: number; readonly output: number }[];
  /** Where its packed streams are, behind the first header, and the input that each feeds. */
  readonly packed: readonly { readonly input: number; readonly from: number; readonly to: number }[];
  readonly files: readonly { readonly size: number; readonly crc: number | undefined }[];
}

type Draft = Omit<Folder, 'packed' | 'files'> & {
  readonly feeds: readonly number[];
  readonly size: number;
};

const mostCoders = 32;

/** Reads what follows the id of a StreamsInfo. */
export function readStreams(header: HeaderBytes): Folder[] {
  let packed: [number, number][] = [];
  let drafts: Draft[] = [];
  let sums: (number | undefined)[] = [];
  let files: Folder['files'][] | undefined;
  for (let id = header.number(); id !== property.end; id = header.number()) {
    if (id === property.pack) packed = readPacked(header);
    else if (id === property.unpack) ({ drafts, sums } = readFolders(header));
    else if (id === property.subStreams) files = readSubStreams(header, drafts, sums);
    else fail('damaged', '7z header');
  }
  let next = 0;
  return drafts.map(({ coders, pairs, feeds, size }, at) => ({
    coders,
    pairs,
    packed: feeds.map((input) => {
      const [from, to] = packed[next] ?? fail('damaged', '7z header');
      next += 1;
      return { input, from, to };
    }),
    files: files?.[at] ?? [{ size, crc: sums[at] }],
  }));
}

function readPacked(header: HeaderBytes): [number, number][] {
  let from = header.number();
  const count = header.count();
  let packed: [number, number][] = [];
  for (let id = header.number(); id !== property.end; id = header.number()) {
    if (id === property.digests) header.digests(count);
    else if (id === property.size) {
      packed = Array.from({ length: count }, () => {
        const start = from;
        from += header.number();
        return [start, from];
      });
    } else fail('damaged', '7z header');
  }
  return packed;
}

function readFolders(header: HeaderBytes): { drafts: Draft[]; sums: (number | undefined)[] } {
  if (header.number() !== property.folder) fail('damaged', '7z header');
  const count = header.count();
  if (header.byte() !== 0) fail('feature-unsupported');
  const folders = Array.from({ length: count }, () => readFolder(header));
  if (header.number() !== property.unpackSize) fail('damaged', '7z header');
  const drafts = folders.map(({ coders, pairs, feeds }) => {
    const sized = coders.map((coder) => ({ ...coder, size: header.number() }));
    const bound = new Set(pairs.map((pair) => pair.output));
    return { coders: sized, pairs, feeds, size: sized.find((_, at) => !bound.has(at))?.size ?? 0 };
  });
  let sums: (number | undefined)[] = [];
  for (let id = header.number(); id !== property.end; id = header.number()) {
    if (id !== property.digests) fail('damaged', '7z header');
    sums = header.digests(count);
  }
  return { drafts, sums };
}

function readFolder(header: HeaderBytes): Pick<Draft, 'pairs' | 'feeds'> & { coders: Omit<Coder, 'size'>[] } {
  const count = header.count();
  if (count < 1 || count > mostCoders) fail('damaged', '7z coders');
  const coders = Array.from({ length: count }, () => {
    const flags = header.byte();
    const method = header.take(flags & 15).toString('hex');
    const many = (flags & 0x10) !== 0;
    const inputs = many ? header.number() : 1;
    if (inputs < 1 || inputs > mostCoders || (many && header.number() !== 1)) fail('feature-unsupported');
    return { method, inputs, properties: (flags & 0x20) === 0 ? Buffer.alloc(0) : header.take(header.number()) };
  });
  const inputs = coders.reduce((sum, coder) => sum + coder.inputs, 0);
  const pairs = Array.from({ length: count - 1 }, () => ({ input: header.number(), output: header.number() }));
  const feedCount = inputs - pairs.length;
  if (feedCount > 1) return { coders, pairs, feeds: Array.from({ length: feedCount }, () => header.number()) };
  const bound = new Set(pairs.map((pair) => pair.input));
  const free = Array.from({ length: inputs }, (_, at) => at).find((at) => !bound.has(at));
  return { coders, pairs, feeds: [free ?? fail('damaged', '7z coders')] };
}

function readSubStreams(
  header: HeaderBytes,
  drafts: readonly Draft[],
  sums: readonly (number | undefined)[],
): Folder['files'][] {
  let id = header.number();
  let counts = drafts.map(() => 1);
  if (id === property.streamCount) {
    counts = drafts.map(() => header.count());
    id = header.number();
  }
  const sized = id === property.size;
  const sizes = drafts.map(({ size }, at) => {
    const count = counts[at] as number;
    if (count === 0) return [];
    const before = Array.from({ length: count - 1 }, () => (sized ? header.number() : fail('damaged', '7z sizes')));
    const rest = size - before.reduce((sum, each) => sum + each, 0);
    return rest < 0 ? fail('damaged', '7z sizes') : [...before, rest];
  });
  if (sized) id = header.number();
  const known = (at: number): boolean => counts[at] === 1 && sums[at] !== undefined;
  const open = counts.reduce((sum, count, at) => sum + (known(at) ? 0 : count), 0);
  let digests: (number | undefined)[] = [];
  for (; id !== property.end; id = header.number()) {
    if (id !== property.digests) fail('damaged', '7z header');
    digests = header.digests(open);
  }
  let next = 0;
  return sizes.map((each, at) =>
    each.map((size) => {
      if (known(at)) return { size, crc: sums[at] };
      next += 1;
      return { size, crc: digests[next - 1] };
    }),
  );
}
