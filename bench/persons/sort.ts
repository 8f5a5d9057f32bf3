import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createEncoder } from '#inspect';
import { childrenCpu } from '../cpu.ts';
import { drawRecord } from './people.ts';

export interface Sorted {
  readonly seconds: number;
  readonly cpu: number;
  readonly bytes: number;
}

/** Where hashes of the official number, the mailbox and the telephone lie, from the end of a record that has all three. */
const hashes = [26, 17, 8];

/**
 * GNU sort of three keys of each record, 16 hexadecimal digits and the record's number, with two threads; undefined where it
 * cannot be run. A record that lacks an identifier has a part of its name in place of it.
 */
export function sortKeys(records: number, folder: string): Sorted | undefined {
  const path = join(folder, 'keys');
  const file = openSync(path, 'w');
  const encoder = createEncoder(new Uint8Array(32).fill(7));
  for (let from = 0; from < records; from += 8192) {
    const lines: string[] = [];
    for (let number = from; number < Math.min(records, from + 8192); number += 1) {
      const bytes = Buffer.from(encoder.encode(drawRecord(number).draft) ?? []);
      for (const at of hashes)
        lines.push(`${bytes.toString('hex', bytes.length - at, bytes.length - at + 8)} ${number}\n`);
    }
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  const start = performance.now();
  const cpu = childrenCpu();
  const args = ['--parallel=2', '-S', '256M', '-T', folder, '-o', '/dev/null', path];
  const { status } = spawnSync('sort', args, { env: { ...process.env, LC_ALL: 'C' } });
  if (status !== 0) return undefined;
  const seconds = (performance.now() - start) / 1000;
  return { seconds, cpu: childrenCpu() - cpu, bytes: statSync(path).size };
}
