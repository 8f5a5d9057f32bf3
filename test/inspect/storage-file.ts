const sector = 512;
const [free, end, tableMark] = [0xffff_ffff, 0xffff_fffe, 0xffff_fffd];

interface Node {
  readonly name: string;
  readonly children: Node[];
  readonly bytes: Uint8Array | undefined;
}

/** A compound file ([MS-CFB], version 3) with storages: `a/b` is the stream `b` in the storage `a`. */
export function storageFile(streams: readonly (readonly [path: string, bytes: Uint8Array])[]): Uint8Array {
  const root: Node = { name: 'Root Entry', children: [], bytes: undefined };
  for (const [path, bytes] of streams) {
    const names = path.split('/');
    const last = names.pop() ?? '';
    let folder = root;
    for (const name of names) {
      let next = folder.children.find((child) => child.name === name);
      if (next === undefined) folder.children.push((next = { name, children: [], bytes: undefined }));
      folder = next;
    }
    folder.children.push({ name: last, children: [], bytes });
  }
  const nodes = [root];
  for (const node of nodes) nodes.push(...node.children.sort(inOrder));
  const directory = Buffer.alloc(Math.ceil(nodes.length / 4) * sector);
  const contents: Buffer[] = [];
  const sectors = (length: number): number => Math.ceil(length / sector);
  const data = nodes.reduce((sum, { bytes }) => sum + sectors(padded(bytes).length), sectors(directory.length));
  const tables = Math.ceil(data / (sector / 4 - 1));
  const table = Buffer.alloc(tables * sector, 0xff);
  let next = 0;
  const chain = (count: number, mark?: number): number => {
    const start = next;
    for (let at = 1; at <= count; at++, next++) table.writeUInt32LE(mark ?? (at === count ? end : next + 1), next * 4);
    return count === 0 ? end : start;
  };
  chain(tables, tableMark);
  const directoryStart = chain(sectors(directory.length));
  const siblings = new Map<Node, Node>();
  for (const { children } of nodes)
    children.forEach((child, at) => children[at + 1] !== undefined && siblings.set(child, children[at + 1] as Node));
  const indexOf = (node: Node | undefined): number => (node === undefined ? free : nodes.indexOf(node));
  for (const [index, node] of nodes.entries()) {
    const at = index * 128;
    directory.write(node.name, at, 'utf16le');
    directory.writeUInt16LE((node.name.length + 1) * 2, at + 64);
    directory.writeUInt8(index === 0 ? 5 : node.bytes === undefined ? 1 : 2, at + 66);
    directory.writeUInt8(1, at + 67);
    directory.writeUInt32LE(free, at + 68);
    directory.writeUInt32LE(indexOf(siblings.get(node)), at + 72);
    directory.writeUInt32LE(indexOf(node.children[0]), at + 76);
    const content = padded(node.bytes);
    directory.writeUInt32LE(index === 0 || content.length > 0 ? chain(sectors(content.length)) : 0, at + 116);
    directory.writeUInt32LE(node.bytes === undefined ? 0 : Math.max(node.bytes.length, 0), at + 120);
    contents.push(content);
  }
  const header = Buffer.alloc(sector);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  for (const [value, at] of [
    [0x3e, 24],
    [3, 26],
    [0xfffe, 28],
    [9, 30],
    [6, 32],
  ] as const)
    header.writeUInt16LE(value, at);
  for (const [value, at] of [
    [tables, 44],
    [directoryStart, 48],
    [0, 56],
    [end, 60],
    [end, 68],
  ] as const)
    header.writeUInt32LE(value, at);
  for (let at = 0; at < 109; at++) header.writeUInt32LE(at < tables ? at : free, 76 + at * 4);
  return Uint8Array.from(Buffer.concat([header, table, directory, ...contents]));
}

/** Shorter names first, then by their letters ([MS-CFB] 2.6.4). */
const inOrder = (one: Node, other: Node): number =>
  one.name.length - other.name.length || (one.name.toUpperCase() < other.name.toUpperCase() ? -1 : 1);

function padded(bytes: Uint8Array = new Uint8Array(0)): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((sector - (bytes.length % sector)) % sector)]);
}
