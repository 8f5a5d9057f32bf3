import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSpill } from '#platform';
import { createLinks } from './links.ts';

const records = 60;

async function componentsOf(links: readonly (readonly [number, number])[], inMemory: boolean): Promise<string[]> {
  const spill = await openSpill({ folder: tmpdir(), memory: 64, threaded: false });
  try {
    const made = createLinks(spill, records, inMemory ? records : 0);
    for (const [record, least] of links) {
      made.add(record, least);
      await made.drain();
    }
    const assigned = await made.components();
    const rows = new Set<string>();
    for await (const batch of assigned.sorted()) {
      for (let at = 0; at < batch.length; at += 10) {
        rows.add(Buffer.from(batch.subarray(at, at + 10)).toString('hex'));
      }
    }
    await assigned.close();
    return [...rows];
  } finally {
    await spill.close();
  }
}

test('components are the same in memory and on disk', async () => {
  const pair = fc
    .tuple(fc.nat(records - 1), fc.nat(records - 1))
    .filter(([a, b]) => a !== b)
    .map(([a, b]): [number, number] => [Math.max(a, b), Math.min(a, b)]);
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 80 }), async (links) => {
      expect(await componentsOf(links, true)).toEqual(await componentsOf(links, false));
    }),
    { numRuns: 100 },
  );
});
