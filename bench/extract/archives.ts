import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { cabinet } from '../../test/inspect/cabinet-file.ts';
import { zipOf } from '../../test/inspect/office-package.ts';
import type { Base } from './base.ts';
import type { Kind } from './kinds.ts';
import { csvOf, textOf } from './texts.ts';
import type { Tool } from './tool.ts';
import { written } from './write.ts';

const unpacks = (name: string, ...command: string[]): Tool => ({
  name,
  note: 'only unpacks',
  command: (file) => [...command, file],
});
const sevenZip = unpacks('7z x', '7z', 'x', '-so');

/** What other programs pack; undefined where they are not installed. */
function packedBy(
  base: Base,
  file: string,
  command: (source: string) => readonly string[],
): Record<string, never> | undefined {
  const source = join(dirname(file), 'packed.csv');
  writeFileSync(source, csvOf(base));
  rmSync(file, { force: true });
  const [program = '', ...args] = command(source);
  const { status, stdout } = spawnSync(program, args, { maxBuffer: 2 ** 30, cwd: dirname(file) });
  if (status !== 0) return undefined;
  if (stdout.length > 0 && program !== '7z') writeFileSync(file, stdout);
  return {};
}

/** Packed text: what the reader has to get out, read as CSV, and look for more in. */
export const archiveKinds: Readonly<Record<string, Kind>> = {
  zip: {
    extension: 'zip',
    make: (base, file) => written(file, zipOf({ 'report.txt': textOf(base), 'customers.csv': csvOf(base) })),
    peer: sevenZip,
  },
  'tar.gz': {
    extension: 'tar.gz',
    make: (base, file) => packedBy(base, file, (source) => ['tar', '-cz', '-C', dirname(source), 'packed.csv']),
    peer: { ...unpacks('tar -xzO', 'tar'), command: (file) => ['tar', '-xzOf', file] },
  },
  '7z': {
    extension: '7z',
    make: (base, file) => packedBy(base, file, (source) => ['7z', 'a', '-bd', file, source]),
    peer: sevenZip,
  },
  gzip: {
    extension: 'csv.gz',
    make: (base, file) => written(file, gzipSync(csvOf(base))),
    peer: unpacks('gzip -dc', 'gzip', '-dc'),
  },
  bzip2: {
    extension: 'csv.bz2',
    make: (base, file) => packedBy(base, file, (source) => ['bzip2', '-kc', source]),
    peer: unpacks('bzip2 -dc', 'bzip2', '-dc'),
  },
  xz: {
    extension: 'csv.xz',
    make: (base, file) => packedBy(base, file, (source) => ['xz', '-kc', '-T1', source]),
    peer: unpacks('xz -dc', 'xz', '-dc'),
  },
  zstd: {
    extension: 'csv.zst',
    make: (base, file) => written(file, zstdCompressSync(csvOf(base))),
    peer: unpacks('zstd -dc', 'zstd', '-dc'),
  },
  cab: {
    extension: 'cab',
    make: (base, file) => written(file, cabinet([['customers.csv', Buffer.from(csvOf(base))]])),
    peer: sevenZip,
  },
};
