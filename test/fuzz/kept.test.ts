import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { createInspector, type InspectEvent, type Inspector } from '#inspect';
import { memoryInput } from '../inspect/memory.ts';
import { fuzzOptions, fuzzRules, shippedSeeds } from './fuzz.ts';
import { judge } from './judge.ts';

/** Made by the fuzzer out of our own golden files; each broke a promise once. */
const folder = join(import.meta.dirname, 'kept');

let inspector: Inspector;
beforeAll(async () => {
  const { formats } = await shippedSeeds();
  inspector = createInspector({ formats, rules: await fuzzRules(), labels: [], key: new Uint8Array(32) });
}, 60_000);

it.each(readdirSync(folder))('%s', async (name) => {
  const events: InspectEvent[] = [];
  await inspector.inspect(memoryInput(readFileSync(join(folder, name))), { ...fuzzOptions, name }, async (event) => {
    events.push(event);
  });
  expect(judge(events).broken).toEqual([]);
});
