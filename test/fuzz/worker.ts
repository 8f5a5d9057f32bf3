import { parentPort, workerData } from 'node:worker_threads';
import { createInspector, type InspectEvent } from '#inspect';
import { memoryInput } from '../inspect/memory.ts';
import { attemptOf } from './attempt.ts';
import { fuzzOptions, fuzzRules, type Order, shippedSeeds, type Told } from './fuzz.ts';
import { judge } from './judge.ts';

// Readers in a thread that stays warm: a hundred times as many files as with processes that are replaced.
const { seed } = workerData as { readonly seed: number };
const { formats, seeds } = await shippedSeeds();
const inspector = createInspector({ formats, rules: await fuzzRules(), labels: [], key: new Uint8Array(32) });

parentPort?.on('message', ({ format, number }: Order) => {
  void attempt(format, number);
});
parentPort?.postMessage('ready', []);

async function attempt(format: string, number: number): Promise<void> {
  const { name, bytes, passwords } = attemptOf(seeds, format, { seed, number });
  const events: InspectEvent[] = [];
  const start = performance.now();
  await inspector.inspect(memoryInput(bytes), { ...fuzzOptions, name, passwords }, async (event) => {
    events.push(event);
  });
  const { status, reasons, broken } = judge(events);
  const milliseconds = performance.now() - start;
  const told: Told = { status, memory: reasons.has('limit-memory'), broken, milliseconds };
  parentPort?.postMessage(told, []);
}
