import { Worker } from 'node:worker_threads';
import { createInspector, type InspectEvent, type InspectOptions, type Source, type Status } from '#inspect';
import { openReaders } from '../../src/server/inspection/reading.ts';
import { formatModules, importFormats, shippedRules } from '../../src/server/inspection/sources.ts';
import { memoryInput } from '../inspect/memory.ts';
import { attemptOf } from './attempt.ts';
import { judge } from './judge.ts';
import { seedsByFormat } from './seeds.ts';

/** What to try: this file of this format. */
export interface Order {
  readonly format: string;
  /** With the seed it makes the same bytes again. */
  readonly number: number;
}

/** What came of it. */
export interface Told {
  readonly status: Status;
  /** Whether it, or a file in it, ended on the limit of memory. */
  readonly memory: boolean;
  /** What was promised and not kept, in words. */
  readonly broken: readonly string[];
  readonly milliseconds: number;
}

export interface FuzzRequest {
  readonly seed: number;
  readonly orders: Iterable<Order>;
  /** Side by side. */
  readonly width: number;
  /** Sandboxed processes as in inspection, or threads that stay warm. */
  readonly where: 'processes' | 'threads';
}

/** Small enough that a bomb ends soon, large enough for all seeds. A reader that is at it for so long hangs. */
export const fuzzOptions: InspectOptions = {
  name: '',
  passwords: [],
  limits: {
    maxDepth: 8,
    maxMembers: 2000,
    maxRatio: 200,
    maxBytes: 128 * 1024 ** 2,
    maxHeldBytes: 32 * 1024 ** 2,
    maxSeconds: 30,
  },
  findingsPerRule: 1000,
  text: true,
  persons: false,
  reveal: false,
};

export async function shippedSeeds() {
  const modules = await formatModules();
  const formats = await importFormats(modules);
  const inspector = createInspector({ formats, rules: [], labels: [], key: new Uint8Array(32) });
  return { modules, formats, seeds: await seedsByFormat(inspector) };
}

/** Those that find something in the seeds: all of them would take most of the time, and are tried elsewhere. */
export async function fuzzRules(): Promise<Source[]> {
  const rules = await shippedRules();
  return rules.filter(({ path }) => /^(contact\/email|network\/ip-address)\.yml$/.test(path));
}

/** Has hostile files read, and tells what came of each. */
export async function fuzz(request: FuzzRequest, tell: (order: Order, told: Told) => void): Promise<void> {
  const orders = request.orders[Symbol.iterator]();
  const { attempt, close } = request.where === 'threads' ? inThreads(request.seed) : await inProcesses(request);
  const go = async (lane: number): Promise<void> => {
    for (let next = orders.next(); next.done !== true; next = orders.next()) {
      tell(next.value, await attempt(next.value, lane));
    }
  };
  try {
    await Promise.all(Array.from({ length: request.width }, (_, lane) => go(lane)));
  } finally {
    await close();
  }
}

interface Attempts {
  attempt(order: Order, lane: number): Promise<Told>;
  close(): Promise<void>;
}

async function inProcesses({ seed, width }: FuzzRequest): Promise<Attempts> {
  const { modules, seeds } = await shippedSeeds();
  const { maxHeldBytes } = fuzzOptions.limits;
  const rules = await fuzzRules();
  const readers = openReaders({ size: width, modules, rules, labels: [], key: new Uint8Array(32), maxHeldBytes });
  return {
    attempt: async ({ format, number }) => {
      const { name, bytes, passwords } = attemptOf(seeds, format, { seed, number });
      const events: InspectEvent[] = [];
      const start = performance.now();
      await readers.inspect(memoryInput(bytes), { ...fuzzOptions, name, passwords }, async (event) => {
        events.push(event);
      });
      const { status, reasons, broken } = judge(events);
      return { status, memory: reasons.has('limit-memory'), broken, milliseconds: performance.now() - start };
    },
    close: () => readers.close(),
  };
}

function inThreads(seed: number): Attempts {
  const threads: (Worker | undefined)[] = [];
  return {
    attempt: async (order, lane) => {
      const thread = (threads[lane] ??= await startThread(seed));
      const told = await answer(thread, order);
      if (told.broken.includes('hang') || told.broken.includes('death')) {
        await thread.terminate();
        threads[lane] = undefined;
      }
      return told;
    },
    close: async () => {
      await Promise.all(threads.map(async (thread) => thread?.terminate()));
    },
  };
}

async function startThread(seed: number): Promise<Worker> {
  const thread = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { seed },
    resourceLimits: { maxOldGenerationSizeMb: 768 },
  });
  await new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  return thread;
}

/** What the thread says, or that it hangs or died. */
function answer(thread: Worker, order: Order): Promise<Told> {
  return new Promise((resolve) => {
    const milliseconds = fuzzOptions.limits.maxSeconds * 1000;
    const lost = (what: string): Told => ({ status: 'unreadable', memory: false, broken: [what], milliseconds });
    const end = (told: Told): void => {
      clearTimeout(timer);
      // By name: a thread to which nobody listens at all stops to deliver.
      thread.off('message', end).off('error', died).off('exit', died);
      resolve(told);
    };
    const timer = setTimeout(() => end(lost('hang')), milliseconds);
    const died = (): void => end(lost('death'));
    thread.once('message', end).once('error', died).once('exit', died);
    thread.postMessage(order, []);
  });
}
