import type { Random } from '../range/random.ts';

/** Values at which lengths, counts and offsets break: nothing, all bits, the edges of signed and unsigned numbers. */
const edges = [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0x8000n, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_fffen, -1n];
/** Mostly little comes out, so that many are tried; sometimes enough that a cost that grows by the square shows. */
const [fewBytes, mostBytes] = [1 << 13, 1 << 20];

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const flip: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let time = random.int(1, 16); time > 0; time -= 1) {
    const at = random.int(0, changed.length - 1);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.int(0, 7));
  }
  return changed;
};

const noise: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  changed.set(random.bytes(Math.min(random.int(1, 64), bytes.length)), random.int(0, Math.max(0, bytes.length - 64)));
  return changed;
};

const cut: Mutation = (bytes, random) => bytes.subarray(0, random.int(0, bytes.length - 1));

const drop: Mutation = (bytes, random) => {
  const [from, to] = stretch(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

/** The same stretch over and over: rows without end, tables in tables. */
const repeat: Mutation = (bytes, random) => {
  const [from, to] = stretch(bytes, random);
  const most = Math.max(1, Math.floor(mostBytes / 4 / (to - from)));
  const times = Math.min(most, 2 ** random.int(0, 12));
  const copies = Array.from({ length: times }, () => bytes.subarray(from, to));
  return Buffer.concat([bytes.subarray(0, to), ...copies, bytes.subarray(to)]);
};

const swap: Mutation = (bytes, random) => {
  const size = random.pick([4, 16, 64, 512, 4096]);
  const blocks = Math.floor(bytes.length / size);
  if (blocks < 2) return flip(bytes, random, bytes);
  const [one, two] = [random.int(0, blocks - 1) * size, random.int(0, blocks - 1) * size];
  const changed = Buffer.from(bytes);
  bytes.copy(changed, one, two, two + size);
  bytes.copy(changed, two, one, one + size);
  return changed;
};

const splice: Mutation = (bytes, random, other) =>
  Buffer.concat([
    bytes.subarray(0, random.int(0, bytes.length)),
    other.subarray(random.int(0, Math.max(0, other.length - 1))),
  ]);

const appended: Mutation = (bytes, random, other) =>
  random.chance(0.5) ? Buffer.concat([bytes, other]) : Buffer.concat([other, bytes]);

/** A number in binary: an edge, a place in the file (so that links run in circles), or one beside what it was. */
const binaryNumber: Mutation = (bytes, random) => {
  const width = random.pick([1, 2, 4, 8] as const);
  if (bytes.length < width) return flip(bytes, random, bytes);
  const changed = Buffer.from(bytes);
  for (let time = random.int(1, 4); time > 0; time -= 1) {
    const free = random.int(0, bytes.length - width);
    const at = random.chance(0.7) ? free - (free % width) : free;
    const value = numberFor(bytes, random);
    for (let byte = 0; byte < width; byte += 1) {
      changed[at + byte] = Number((value >> BigInt(8 * byte)) & 255n);
    }
    if (random.chance(0.3)) changed.subarray(at, at + width).reverse();
  }
  return changed;
};

function numberFor(bytes: Buffer, random: Random): bigint {
  const kind = random.int(0, 2);
  if (kind === 0) return random.pick(edges);
  return BigInt(kind === 1 ? random.int(0, 40) : random.int(0, bytes.length));
}

/** A number in digits, as PDF, RTF, XML and mail have them. */
const writtenNumber: Mutation = (bytes, random) => {
  const text = bytes.toString('latin1');
  const found = [...text.matchAll(/-?\d+/g)];
  const one = found[random.int(0, Math.max(0, found.length - 1))];
  if (one === undefined) return binaryNumber(bytes, random, bytes);
  const value = random.pick(['0', '-1', '1', '7', '65536', '2147483648', '4294967295', '1e400', '9'.repeat(40)]);
  const from = one.index;
  return Buffer.from(`${text.slice(0, from)}${value}${text.slice(from + one[0].length)}`, 'latin1');
};

/** What opens something, again and again: tags, braces, groups, quotes, boundaries. */
const openings = [
  '<a>',
  '<!--',
  '<![CDATA[',
  '{',
  '[',
  '{\\rtf1',
  '(',
  '<<',
  '"',
  '&#',
  '&a;',
  '\r\n\r\n',
  '--',
  "'",
  '\0',
  '%',
];
const deepen: Mutation = (bytes, random) => {
  const at = random.int(0, bytes.length);
  const opening = random.pick(openings).repeat(2 ** random.int(0, 14));
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(opening, 'latin1'), bytes.subarray(at)]);
};

const mutations: readonly Mutation[] = [
  flip,
  noise,
  cut,
  drop,
  repeat,
  swap,
  splice,
  appended,
  binaryNumber,
  binaryNumber,
  writtenNumber,
  deepen,
];

/** One to four of the things that an attacker or a bad disk does to bytes; 1 MiB at most comes out. */
export function mutated(bytes: Buffer, random: Random, other: Buffer): Buffer {
  let current = bytes;
  const most = random.chance(0.005) ? mostBytes : Math.max(fewBytes, bytes.length + 4096);
  for (let time = random.int(1, 4); time > 0 && current.length > 0; time -= 1) {
    current = random.pick(mutations)(current, random, other).subarray(0, most);
  }
  return current;
}

function stretch(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = random.int(0, bytes.length - 1);
  return [from, Math.min(bytes.length, from + 2 ** random.int(0, 12))];
}
