const sector = 512;
const [free, end, tableMark] = [0xffff_ffff, 0xffff_fffe, 0xffff_fffd];

/** A small compound file ([MS-CFB], version 3) without small sectors: all streams lie side by side below the root. */
export function compoundFile(streams: readonly (readonly [name: string, bytes: Uint8Array])[]): Uint8Array {
  const directorySectors = Math.ceil((streams.length + 1) / 4);
  const table: number[] = [tableMark];
  const chain = (sectors: number): number => {
    const start = table.length;
    for (let at = 1; at <= sectors; at++) table.push(at === sectors ? end : start + at);
    return sectors === 0 ? end : start;
  };
  const directoryStart = chain(directorySectors);
  const directory = Buffer.alloc(directorySectors * sector);
  const entry = (index: number, name: string, type: number, start: number, size: number): void => {
    const at = index * 128;
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE((name.length + 1) * 2, at + 64);
    directory.writeUInt8(type, at + 66);
    directory.writeUInt32LE(start, at + 116);
    directory.writeUInt32LE(size, at + 120);
  };
  entry(0, 'Root Entry', 5, end, 0);
  const contents = streams.map(([name, bytes], at) => {
    const sectors = Math.ceil(bytes.length / sector);
    entry(at + 1, name, 2, chain(sectors), bytes.length);
    return Buffer.concat([bytes, Buffer.alloc(sectors * sector - bytes.length)]);
  });
  if (table.length > sector / 4) throw new RangeError('more than one sector of table');
  const tableSector = Buffer.alloc(sector, 0xff);
  for (const [at, next] of table.entries()) tableSector.writeUInt32LE(next, at * 4);
  const header = Buffer.alloc(sector);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(1, 44);
  header.writeUInt32LE(directoryStart, 48);
  // Streams from 0 bytes on lie in whole sectors.
  header.writeUInt32LE(0, 56);
  header.writeUInt32LE(end, 60);
  header.writeUInt32LE(end, 68);
  for (let at = 0; at < 109; at++) header.writeUInt32LE(at === 0 ? 0 : free, 76 + at * 4);
  return Uint8Array.from(Buffer.concat([header, tableSector, directory, ...contents]));
}
