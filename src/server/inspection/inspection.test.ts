import process from 'node:process';
import { expect, test } from 'vitest';
import type { InspectEvent, Input } from '#inspect';
import { openInspection } from './index.ts';
import { defaultLimits } from './limits.ts';

const bytes = Buffer.from('a line of a log, mia@post.example, 10.1.2.3\n'.repeat(30_000));
const input: Input = {
  size: bytes.length,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  async *stream() {
    yield bytes;
  },
};

const childProcesses = (): number => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length;

/** Events of the same text twice, and how many processes read it. */
async function readTwice(children: number): Promise<{ events: InspectEvent[]; processes: number }> {
  const inspection = await openInspection({ children, maxHeldBytes: 2 ** 20, key: new Uint8Array(32) });
  const before = childProcesses();
  try {
    const events: InspectEvent[] = [];
    let processes = 0;
    const options = {
      name: 'a.log',
      passwords: [],
      limits: defaultLimits,
      findingsPerRule: 5,
      text: false,
      persons: false,
      reveal: false,
    };
    for (let time = 0; time < 2; time += 1) {
      await inspection.read(
        { input, verify: async () => undefined },
        options,
        async (event) => void events.push(event),
      );
      processes = Math.max(processes, childProcesses() - before);
    }
    return { events, processes };
  } finally {
    await inspection.close();
  }
}

test('more than a mebibyte of plain text is read in a process of its own, so that each core has one', {
  timeout: 120_000,
}, async () => {
  const alone = await readTwice(1);
  const several = await readTwice(2);
  expect(bytes.length).toBeGreaterThan(2 ** 20);
  expect(alone.processes).toBe(0);
  expect(several.processes).toBeGreaterThan(0);
  expect(several.events).toEqual(alone.events);
});

test('where no other process can be started it is read here', { timeout: 120_000 }, async () => {
  const alone = await readTwice(1);
  const { execPath } = process;
  try {
    process.execPath = '/nowhere/node';
    expect((await readTwice(2)).events).toEqual(alone.events);
  } finally {
    process.execPath = execPath;
  }
});
