import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { createEncoder, createPersons } from '#inspect';
import { openSpill, openThread } from '#platform';
import type { Encoded } from './persons/encode.ts';
import { drawRecord } from './persons/people.ts';
import { count, ownOptions } from './options.ts';

/**
 * Whose data it is, by records a second on two cores: names and three identifiers become keyed hashes in one thread, as in a
 * reader, and are put together in another, and a third at the end, by the code that `inspect` counts with. Beside it GNU sort puts
 * as many keys in order: what grouping alone costs in native code.
 *
 * @example node bench/persons.ts --records 10000000
 */
const { records } = ownOptions({ records: count(1_000_000) });
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const perSecond = (milliseconds: number): string => `${Math.round((1000 * records) / milliseconds)} records/s`;
const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

try {
  const ours = await put();
  const native = sorted();
  if (native !== undefined) say(`ratio to sort: ${(native / ours).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function put(): Promise<number> {
  const spill = await openSpill({ folder });
  const persons = await createPersons({ spill, lists: false, openThread });
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 100);
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { truth, drawing, hashing, adding } = await fed(persons);
  const between = performance.now();
  const { certain, possible } = await persons.finish();
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  await persons.close();
  await spill.close();
  const all = end - start;
  say(`${records} records of ${truth} persons: ${perSecond(all)}, ${seconds(all)}; counted ${certain} to ${possible}`);
  say(`  made up, in the thread that hashes: ${seconds(drawing)}; without it that thread takes ${perSecond(hashing)}`);
  say(
    `  into keyed hashes ${seconds(hashing)} beside taking them in ${seconds(adding)}; then joined ${seconds(end - between)}`,
  );
  say(
    `  CPU ${((user + system) / records).toFixed(1)} µs a record, all threads; memory at most ${Math.round(peak / 1e6)} MB`,
  );
  return all;
}

/** Hands over what a thread encodes, as it comes. */
function fed(persons: Awaited<ReturnType<typeof createPersons>>) {
  return new Promise<{ truth: number; drawing: number; hashing: number; adding: number }>((resolve, reject) => {
    const sum = { truth: 0, drawing: 0, hashing: 0, adding: 0 };
    let last: Promise<void> = Promise.resolve();
    const worker = new Worker(new URL('persons/encode.ts', import.meta.url), { workerData: { records } });
    worker.once('error', reject);
    worker.on('message', (told: Encoded | undefined) => {
      if (told === undefined) {
        last.then(() => worker.terminate()).then(() => resolve(sum), reject);
        return;
      }
      const start = performance.now();
      last = persons.add(told.bytes);
      last.catch(reject);
      sum.adding += performance.now() - start;
      sum.truth += told.persons;
      sum.drawing += told.drawing;
      sum.hashing += told.hashing;
    });
  });
}

/** Milliseconds of GNU sort on three keys of each record, 16 hexadecimal digits and the number of the record each. */
function sorted(): number | undefined {
  const path = join(folder, 'keys');
  const file = openSync(path, 'w');
  const encoder = createEncoder(new Uint8Array(32).fill(7));
  for (let from = 0; from < records; from += 8192) {
    const lines: string[] = [];
    for (let number = from; number < Math.min(records, from + 8192); number += 1) {
      const bytes = Buffer.from(encoder.encode(drawRecord(number).draft) ?? []);
      for (const at of [24, 16, 8])
        lines.push(`${bytes.toString('hex', bytes.length - at, bytes.length - at + 8)} ${number}\n`);
    }
    writeSync(file, lines.join(''));
  }
  closeSync(file);
  const start = performance.now();
  const args = ['--parallel=2', '-S', '256M', '-T', folder, '-o', '/dev/null', path];
  const { status } = spawnSync('sort', args, { env: { ...process.env, LC_ALL: 'C' } });
  if (status !== 0) return undefined;
  const took = performance.now() - start;
  say(
    `GNU sort, two threads, ${Math.round(statSync(path).size / 1e6)} MB of keys: ${perSecond(took)}, ${seconds(took)}`,
  );
  return took;
}
