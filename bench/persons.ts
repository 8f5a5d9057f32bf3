import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { type CountStage, createPersons, type Persons } from '#inspect';
import { openSpill, openThread } from '#platform';
import { count, ownOptions } from './options.ts';
import type { Encoded, EncodeOrder } from './persons/encode.ts';
import { sortKeys } from './persons/sort.ts';
import { Stages, type Used } from './persons/stages.ts';

/**
 * Whose data it is, by records a second on two cores: names and three identifiers become keyed hashes in a thread a core, as
 * in the readers, and are put together in another, and one more at the end, by the code that `inspect` counts with. Beside it GNU sort puts
 * as many keys in order: what grouping alone costs in native code. Seconds of the processors say what it takes on a machine that
 * has other work; those by the clock do not.
 *
 * @example node bench/persons.ts --records 10000000
 */
const { records } = ownOptions({ records: count(1_000_000) });
const folder = mkdtempSync(join(tmpdir(), 'cofferdam-bench-'));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const rate = (seconds: number): string => `${Math.round(records / seconds)} records/s`;
const inSeconds = (seconds: number): string => `${seconds.toFixed(1)} s`;
const perRecord = (seconds: number): string => `${((1e6 * seconds) / records).toFixed(2)} µs`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const stageNames: Record<CountStage, string> = {
  link: 'linking by keys',
  cluster: 'components, clustering',
  settle: 'records without a name',
  bound: 'the lower bound',
};

try {
  const ours = await putTogether();
  const native = sortKeys(records, folder);
  if (native === undefined) say('GNU sort: not here');
  else {
    const { seconds, cpu, bytes } = native;
    say(
      `GNU sort, two threads, ${megabytes(bytes)} of keys: ${rate(seconds)}, ${inSeconds(seconds)}, CPU ${inSeconds(cpu)}`,
    );
    say(`ratio to sort: ${(seconds / ours.wall).toFixed(2)} by the clock, ${(cpu / ours.cpu).toFixed(2)} by CPU`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function putTogether(): Promise<{ wall: number; cpu: number }> {
  const spill = await openSpill({ folder });
  const stages = new Stages('taking in');
  const onStage = (stage: CountStage): void => stages.begin(stageNames[stage]);
  const persons = await createPersons({ spill, lists: false, openThread, onStage });
  try {
    const { truth, drawing, hashing } = await fed(persons);
    const { certain, possible } = await persons.finish();
    stages.begin('');
    const sum = (of: (used: Used) => number): number => stages.all.reduce((all, used) => all + of(used), 0);
    const [wall, cpu] = [sum((used) => used.wall), sum((used) => used.cpu)];
    say(
      `${records} records of ${truth} persons: counted ${certain} to ${possible}, ${judged(truth, certain, possible)}`,
    );
    say(`${rate(wall)}, ${inSeconds(wall)}; CPU ${inSeconds(cpu)}, ${perRecord(cpu)} a record`);
    const [first, ...rest] = stages.all;
    if (first !== undefined) tellTakingIn(first, drawing, hashing);
    for (const used of rest) tell(used.stage, used.wall, used.cpu, used.written);
    const peak = process.resourceUsage().maxRSS * 1024;
    say(`memory at most ${megabytes(peak)}, all threads; written to disk ${megabytes(sum((used) => used.written))}`);
    return { wall, cpu };
  } finally {
    await persons.close();
    await spill.close();
  }
}

/** Among millions two hashes of four bytes are equal now and then: the lower bound is lower by one, and still one. */
function judged(truth: number, certain: number, possible: number): string {
  if (certain === truth && possible === truth) return 'exactly';
  return certain <= truth && truth <= possible ? 'right, and not exactly' : 'wrong';
}

/** What goes on at the same time: by the clock they have one figure, by CPU one each. */
function tellTakingIn(all: Used, drawing: number, hashing: number): void {
  tell('making up, hashing, taking in', all.wall, all.cpu, all.written);
  tell('  made up by this bench', undefined, drawing);
  tell('  into keyed hashes', undefined, hashing);
  tell('  keys, and to disk', undefined, all.own);
  tell('  writes, garbage, compilers', undefined, all.cpu - all.own - hashing - drawing);
}

function tell(stage: string, wall: number | undefined, cpu: number, written = 0): void {
  const cells = [
    stage.padEnd(30),
    (wall === undefined ? '' : inSeconds(wall)).padStart(9),
    `CPU ${inSeconds(cpu)}`.padStart(13),
    perRecord(cpu).padStart(10),
    written < 1e6 ? '' : `${megabytes(written)} written`.padStart(17),
  ];
  say(`  ${cells.join(' ').trimEnd()}`);
}

/** Hands over what the threads encode, as it comes: as many as there are cores, as `inspect` has readers. */
async function fed(persons: Persons): Promise<Fed> {
  const sum: Fed = { truth: 0, drawing: 0, hashing: 0 };
  const waiting = new SharedArrayBuffer(4);
  const threads = availableParallelism();
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => encodeInThread({ records, thread, threads, waiting }, persons, sum)),
  );
  return sum;
}

interface Fed {
  truth: number;
  drawing: number;
  hashing: number;
}

function encodeInThread(workerData: EncodeOrder, persons: Persons, sum: Fed): Promise<void> {
  return new Promise((resolve, reject) => {
    const underWay = new Int32Array(workerData.waiting);
    let last: Promise<void> = Promise.resolve();
    const worker = new Worker(new URL('persons/encode.ts', import.meta.url), { workerData });
    worker.once('error', reject);
    worker.on('message', (told: Encoded | undefined) => {
      if (told === undefined) {
        last.then(() => worker.terminate()).then(() => resolve(), reject);
        return;
      }
      last = persons.add(told.bytes).then(() => {
        Atomics.sub(underWay, 0, 1);
        Atomics.notify(underWay, 0);
      });
      last.catch(reject);
      sum.truth += told.persons;
      sum.drawing += told.drawing;
      sum.hashing += told.hashing;
    });
  });
}
