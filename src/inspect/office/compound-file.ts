import { fail } from '#platform/errors';
import { type RandomInput, chunkBytes, exactly } from '../bytes/random-input.ts';
import { sectorInput } from './compound-stream.ts';

/** A stream or storage of a compound file. */
export interface CompoundEntry {
  readonly name: string;
  /** Names of the storages that it is in, from the root: `ObjectPool/_1234`. Undefined where no path leads to it. */
  readonly folder: string | undefined;
  readonly stream: boolean;
  readonly start: number;
  readonly size: number;
}

const magic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const headerBytes = 512;
const headerTables = 109;
/** Sector numbers from here on are marks: end of chain, free, table. */
const firstMark = 0xfffffffa;
const maxEntries = 1 << 16;

export function isCompoundFile(bytes: Uint8Array): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** Where the first entry of a directory in these bytes has this name: entries begin at multiples of their length of 128 bytes. */
export function namesEntry(part: Uint8Array, name: string): number | undefined {
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  const wanted = Buffer.from(`${name}\0`, 'utf16le');
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) if (at % 128 === 0) return at;
  return undefined;
}

/**
 * A compound file ([MS-CFB]): sectors chained by a table. Every chain is followed for as many steps as the file has
 * sectors at most, since a hostile table runs in circles.
 */
export class CompoundFile {
  readonly entries: readonly CompoundEntry[];
  readonly #input: RandomInput;
  readonly #table: Uint32Array;
  readonly #sectorBytes: number;
  readonly #miniTable: Uint32Array;
  readonly #miniSectors: readonly number[];
  readonly #cutoff: number;

  private constructor(input: RandomInput, shape: Shape, entries: readonly CompoundEntry[]) {
    this.#input = input;
    this.#table = shape.table;
    this.#sectorBytes = shape.sectorBytes;
    this.#miniTable = shape.miniTable;
    this.#miniSectors = shape.miniSectors;
    this.#cutoff = shape.cutoff;
    this.entries = entries;
  }

  /** Reads tables and directory. Throws `damaged`. */
  static async open(input: RandomInput): Promise<CompoundFile> {
    const header = await exactly(input, 0, headerBytes);
    const shift = header.getUint16(30, true);
    if (shift !== 9 && shift !== 12) fail('damaged', 'compound file');
    const sectorBytes = 1 << shift;
    const table = await readTable(input, header, sectorBytes);
    const directory = await readChain(input, table, sectorBytes, header.getUint32(48, true), maxEntries * 128);
    const entries = readDirectory(directory, shift === 9);
    const cutoff = header.getUint32(56, true);
    const mini = await readChain(input, table, sectorBytes, header.getUint32(60, true), input.size);
    const root = entries[0];
    const miniSectors = root === undefined ? [] : [...chain(table, root.start)];
    const miniTable = words(mini);
    return new CompoundFile(input, { table, sectorBytes, miniTable, miniSectors, cutoff }, entries);
  }

  /** The stream of this name, that at the root before those inside of storages. */
  entry(name: string): CompoundEntry | undefined {
    const named = this.entries.filter((entry) => entry.stream && entry.name.toLowerCase() === name.toLowerCase());
    return named.find(({ folder }) => folder === '') ?? named[0];
  }

  /** The stream of this name in the same storage as another. */
  inside(folder: string | undefined, name: string): CompoundEntry | undefined {
    return this.entries.find(
      (entry) => entry.stream && entry.folder === folder && entry.name.toLowerCase() === name.toLowerCase(),
    );
  }

  /** A stream to be read anywhere; it ends where its chain does. */
  random(entry: CompoundEntry): RandomInput {
    const small = entry.size < this.#cutoff;
    const sectors = [...chain(small ? this.#miniTable : this.#table, entry.start)];
    const step = small ? 64 : this.#sectorBytes;
    const offsets = sectors.map((sector) => (small ? this.#miniOffset(sector) : (sector + 1) * step));
    return sectorInput(this.#input, offsets, step, entry.size);
  }

  /** The bytes of a stream. Throws `damaged` where its chain ends before its size. */
  async *read(entry: CompoundEntry): AsyncGenerator<Uint8Array> {
    const small = entry.size < this.#cutoff;
    const step = small ? 64 : this.#sectorBytes;
    let left = entry.size;
    for (const run of runs(chain(small ? this.#miniTable : this.#table, entry.start), chunkBytes / step)) {
      if (left <= 0) return;
      // Small sectors lie in chunks of the root's stream: only runs of whole sectors are next to each other.
      for (const { sector, count } of small ? singles(run) : [run]) {
        const offset = small ? this.#miniOffset(sector) : (sector + 1) * this.#sectorBytes;
        const bytes = await this.#input.read(offset, Math.min(step * count, left));
        if (bytes.length === 0) fail('damaged', 'compound file');
        yield bytes;
        left -= bytes.length;
        if (left <= 0) return;
      }
    }
    if (left > 0) fail('damaged', 'compound file');
  }

  #miniOffset(sector: number): number {
    const at = sector * 64;
    const holder = this.#miniSectors[Math.floor(at / this.#sectorBytes)];
    if (holder === undefined) fail('damaged', 'compound file');
    return (holder + 1) * this.#sectorBytes + (at % this.#sectorBytes);
  }
}

interface Shape {
  readonly table: Uint32Array;
  readonly sectorBytes: number;
  readonly miniTable: Uint32Array;
  readonly miniSectors: readonly number[];
  readonly cutoff: number;
}

interface Run {
  readonly sector: number;
  readonly count: number;
}

/** Sectors that follow each other in the file, to be read at once. */
function* runs(sectors: Iterable<number>, most: number): Generator<Run> {
  let run: { sector: number; count: number } | undefined;
  for (const sector of sectors) {
    if (run !== undefined && sector === run.sector + run.count && run.count < most) {
      run.count++;
      continue;
    }
    if (run !== undefined) yield run;
    run = { sector, count: 1 };
  }
  if (run !== undefined) yield run;
}

function* singles({ sector, count }: Run): Generator<Run> {
  for (let at = 0; at < count; at++) yield { sector: sector + at, count: 1 };
}

function* chain(table: Uint32Array, start: number): Generator<number> {
  let sector = start;
  for (let steps = 0; sector < firstMark; steps++) {
    const next = table[sector];
    if (next === undefined || steps >= table.length) fail('damaged', 'compound file');
    yield sector;
    sector = next;
  }
}

async function readTable(input: RandomInput, header: DataView, sectorBytes: number): Promise<Uint32Array> {
  const sectors = Math.ceil(input.size / sectorBytes);
  const places: number[] = [];
  for (let at = 0; at < headerTables; at++) places.push(header.getUint32(76 + at * 4, true));
  const perSector = sectorBytes / 4;
  let more = header.getUint32(68, true);
  for (let steps = 0; more < firstMark; steps++) {
    if (steps * perSector > sectors) fail('damaged', 'compound file');
    const list = await exactly(input, (more + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at < perSector - 1; at++) places.push(list.getUint32(at * 4, true));
    more = list.getUint32(sectorBytes - 4, true);
  }
  const used = places.filter((place) => place < firstMark).slice(0, Math.ceil(sectors / perSector) + 1);
  const table = new Uint32Array(used.length * perSector);
  for (const [index, place] of used.entries()) {
    const sector = await input.read((place + 1) * sectorBytes, sectorBytes);
    if (sector.length < sectorBytes) fail('damaged', 'compound file');
    table.set(words(sector), index * perSector);
  }
  return table;
}

async function readChain(
  input: RandomInput,
  table: Uint32Array,
  sectorBytes: number,
  start: number,
  maxBytes: number,
): Promise<Uint8Array> {
  const sectors: Uint8Array[] = [];
  for (const sector of chain(table, start)) {
    if (sectors.length * sectorBytes > maxBytes) fail('damaged', 'compound file');
    sectors.push(await input.read((sector + 1) * sectorBytes, sectorBytes));
  }
  return Buffer.concat(sectors);
}

function words(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => view.getUint32(at * 4, true));
}

function readDirectory(bytes: Uint8Array, small: boolean): CompoundEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names: (string | undefined)[] = [];
  for (let at = 0; at + 128 <= bytes.length; at += 128) {
    const nameBytes = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2);
    const isEntry = [1, 2, 5].includes(view.getUint8(at + 66));
    names.push(isEntry ? new TextDecoder('utf-16le').decode(bytes.subarray(at, at + nameBytes)) : undefined);
  }
  const folders = foldersOf(view, names);
  return names.flatMap((name, index) => {
    if (name === undefined) return [];
    const at = index * 128;
    // Version 3 files leave the upper half of the size undefined.
    const high = small ? 0 : view.getUint32(at + 124, true);
    const size = high * 2 ** 32 + view.getUint32(at + 120, true);
    const stream = view.getUint8(at + 66) === 2;
    return [{ name, folder: folders.get(index), stream, start: view.getUint32(at + 116, true), size }];
  });
}

/** Storages hold trees of siblings ([MS-CFB] 2.6.4). Each entry is visited once, since a hostile tree runs in circles. */
function foldersOf(view: DataView, names: readonly (string | undefined)[]): Map<number, string> {
  const folders = new Map<number, string>();
  const waiting: { readonly index: number; readonly folder: string }[] = [];
  if (names.length > 0) waiting.push({ index: view.getUint32(76, true), folder: '' });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { index, folder } = next;
    const name = names[index];
    if (name === undefined || index === 0 || folders.has(index)) continue;
    folders.set(index, folder);
    const at = index * 128;
    waiting.push({ index: view.getUint32(at + 68, true), folder }, { index: view.getUint32(at + 72, true), folder });
    const isStorage = view.getUint8(at + 66) === 1;
    // Names of deep trees would add up to more than the file.
    if (isStorage && folder.length < 1024) {
      waiting.push({ index: view.getUint32(at + 76, true), folder: folder === '' ? name : `${folder}/${name}` });
    }
  }
  return folders;
}
