import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { zip } from '../../test/range/formats/zip.ts';
import { lockedPdf, lockedZip, pdf } from './locked.ts';

/** A file to be handed in, and what is to be seen of it. */
export interface Made {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Opens the archive of `brokenFiles` that somebody has the password of. */
export const knownPassword = 'quay-street';

/**
 * Files that cannot be read, or not wholly, each for another reason, out of files of a leak: what no one can look into must
 * never be called clean.
 */
export async function brokenFiles(leak: readonly string[]): Promise<readonly Made[]> {
  const tables = await pick(leak, '.csv', 3);
  const [first, second, third] = tables;
  const book = (await pick(leak, '.xlsx', 1))[0];
  const lines = first?.bytes.toString('utf8').split('\n').slice(0, 40) ?? [];
  const archive = zip(tables);
  const whole = await pdf(lines);
  const members = [first, second].filter((one) => one !== undefined);
  return [
    { name: 'backup-finance.zip', bytes: await lockedZip(members, knownPassword) },
    { name: 'personnel-files.zip', bytes: await lockedZip(third === undefined ? [] : [third], 'nobody has this one') },
    { name: 'salary-letters.pdf', bytes: await lockedPdf(lines, 'nor this') },
    { name: 'invoices-cut-off.zip', bytes: cut(archive, 0.45) },
    { name: 'contract-cut-off.pdf', bytes: cut(whole, 0.6) },
    ...(book === undefined ? [] : [{ name: 'price-list-cut-off.xlsx', bytes: cut(book.bytes, 0.5) }]),
    { name: 'mailbox.pst', bytes: Buffer.concat([Buffer.from('!BDN'), noise('mailbox', 24_000)]) },
    {
      name: 'badge.png',
      bytes: await readFile(new URL('../../test/cases/extract/png.blurred/input.png', import.meta.url)),
    },
    {
      name: 'camera-0412.jpg',
      bytes: Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), noise('camera', 36_000)]),
    },
    {
      name: 'interview.mp4',
      bytes: Buffer.concat([Buffer.from('000000206674797069736f6d', 'hex'), noise('interview', 18_000)]),
    },
    { name: 'export.dat', bytes: noise('export', 12_000) },
    {
      name: 'notes.txt',
      bytes: Buffer.from('Minutes of the weekly meeting. Nothing was decided. Next meeting on Tuesday.\n'),
    },
    ...(second === undefined ? [] : [{ name: `readable-${second.name}`, bytes: second.bytes }]),
  ];
}

async function pick(leak: readonly string[], extension: string, count: number) {
  const paths = leak.filter((path) => extname(path) === extension).slice(0, count);
  return Promise.all(paths.map(async (path) => ({ name: path.split('/').at(-1) ?? '', bytes: await readFile(path) })));
}

/** As a disk or a connection leaves it that broke. */
function cut(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.byteLength * share));
}

/** Bytes of no format, the same for the same name. */
function noise(name: string, length: number): Uint8Array {
  return createHash('shake256', { outputLength: length }).update(name).digest();
}
