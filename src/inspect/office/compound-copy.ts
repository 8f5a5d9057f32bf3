import { fail } from '#platform/errors';
import type { CompoundEntry, CompoundFile } from './compound-file.ts';

const sectorBytes = 4096;
const perSector = sectorBytes / 4;
const headerTables = 109;
const [free, end, tableMark] = [0xffffffff, 0xfffffffe, 0xfffffffd];
const none = 0xffffffff;

interface Node {
  readonly name: string;
  readonly source: CompoundEntry | undefined;
  readonly children: Node[];
  index: number;
  start: number;
}

/**
 * A storage of a compound file as a compound file of its own ([MS-CFB], version 4), so that what is in it is read as any
 * other file is. `beside`: storages at the root that come with it. Every stream lies in whole sectors.
 */
export async function copyStorage(
  file: CompoundFile,
  folder: string,
  beside: readonly string[],
): Promise<AsyncIterable<Uint8Array>> {
  const root = treeOf(file, folder, beside);
  const nodes = numbered(root);
  const streams = nodes.filter(({ source }) => source !== undefined);
  const directorySectors = Math.ceil((nodes.length * 128) / sectorBytes);
  const dataSectors = streams.reduce((sum, { source }) => sum + sectorsOf(source), directorySectors);
  let tables = 1;
  while (tables * perSector < dataSectors + tables) tables++;
  if (tables > headerTables) fail('limit-memory', 'storage');
  const table = Buffer.alloc(tables * sectorBytes, 0xff);
  let next = tables;
  const chain = (count: number): number => {
    const start = next;
    for (let at = 1; at <= count; at++, next++) table.writeUInt32LE(at === count ? end : next + 1, next * 4);
    return count === 0 ? end : start;
  };
  for (let at = 0; at < tables; at++) table.writeUInt32LE(tableMark, at * 4);
  const directoryStart = chain(directorySectors);
  for (const node of streams) node.start = chain(sectorsOf(node.source));
  return written(file, [headerOf(tables, directoryStart), table, directoryOf(nodes, directorySectors)], streams);
}

const sectorsOf = (entry: CompoundEntry | undefined): number => Math.ceil((entry?.size ?? 0) / sectorBytes);

function treeOf(file: CompoundFile, folder: string, beside: readonly string[]): Node {
  const root: Node = { name: 'Root Entry', source: undefined, children: [], index: 0, start: end };
  const storages = new Map([['', root]]);
  const storage = (path: string): Node => {
    const known = storages.get(path);
    if (known !== undefined) return known;
    const cut = path.lastIndexOf('/');
    const made: Node = { name: path.slice(cut + 1), source: undefined, children: [], index: 0, start: 0 };
    storage(path.slice(0, Math.max(0, cut))).children.push(made);
    storages.set(path, made);
    return made;
  };
  const inside = folder.toLowerCase();
  for (const entry of file.entries) {
    if (!entry.stream || entry.folder === undefined) continue;
    const own = entry.folder.toLowerCase();
    const isInside = own === inside || own.startsWith(`${inside}/`);
    if (!isInside && !beside.includes(own)) continue;
    const path = isInside ? entry.folder.slice(inside.length + 1) : entry.folder;
    storage(path).children.push({ name: entry.name, source: entry, children: [], index: 0, start: end });
  }
  return root;
}

function numbered(root: Node): Node[] {
  const nodes = [root];
  // The list grows while it is gone through.
  for (const node of nodes) {
    for (const child of node.children) {
      child.index = nodes.length;
      nodes.push(child);
    }
  }
  return nodes;
}

function headerOf(tables: number, directoryStart: number): Buffer {
  const header = Buffer.alloc(sectorBytes);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(4, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(12, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(tables, 44);
  header.writeUInt32LE(directoryStart, 48);
  header.writeUInt32LE(end, 60);
  header.writeUInt32LE(end, 68);
  for (let at = 0; at < headerTables; at++) header.writeUInt32LE(at < tables ? at : free, 76 + at * 4);
  return header;
}

/** Siblings hang on each other's right side. */
function directoryOf(nodes: readonly Node[], sectors: number): Buffer {
  const directory = Buffer.alloc(sectors * sectorBytes);
  const right = new Map<Node, number>();
  for (const { children } of nodes) {
    for (const [at, child] of children.entries()) right.set(child, children[at + 1]?.index ?? none);
  }
  for (const node of nodes) {
    const at = node.index * 128;
    const name = node.name.slice(0, 31);
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE((name.length + 1) * 2, at + 64);
    directory.writeUInt8(node.index === 0 ? 5 : node.source === undefined ? 1 : 2, at + 66);
    directory.writeUInt8(1, at + 67);
    directory.writeUInt32LE(none, at + 68);
    directory.writeUInt32LE(right.get(node) ?? none, at + 72);
    directory.writeUInt32LE(node.children[0]?.index ?? none, at + 76);
    directory.writeUInt32LE(node.start, at + 116);
    directory.writeBigUInt64LE(BigInt(node.source?.size ?? 0), at + 120);
  }
  return directory;
}

async function* written(
  file: CompoundFile,
  beginning: readonly Buffer[],
  streams: readonly Node[],
): AsyncGenerator<Uint8Array> {
  yield* beginning;
  for (const { source } of streams) {
    if (source === undefined || source.size === 0) continue;
    yield* file.read(source);
    yield Buffer.alloc(sectorsOf(source) * sectorBytes - source.size);
  }
}
