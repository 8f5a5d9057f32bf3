import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpill } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spill-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function readAll(batches: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const batch of batches) parts.push(Buffer.from(batch));
  return Buffer.concat(parts);
}

/** Sorts plainly, in memory, equal keys in order of arrival. */
function plainly(bytes: Buffer, width: number, keyBytes: number): Buffer {
  const rows = Array.from({ length: bytes.length / width }, (_, at) => bytes.subarray(at * width, at * width + width));
  return Buffer.concat(rows.sort((a, b) => a.subarray(0, keyBytes).compare(b.subarray(0, keyBytes))));
}

test('any records, pushed in any pieces, come out as from a plain sort, twice', async () => {
  const records = fc.integer({ min: 1, max: 20 }).chain((width) =>
    fc.record({
      width: fc.constant(width),
      keyBytes: fc.integer({ min: 0, max: width }),
      // Few different bytes make many ties.
      rows: fc.array(fc.uint8Array({ minLength: width, maxLength: width, max: 2 }), { maxLength: 300 }),
      piece: fc.integer({ min: 1, max: 50 }),
      memory: fc.integer({ min: 1, max: 600 }),
      fanIn: fc.integer({ min: 2, max: 5 }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(records, async ({ width, keyBytes, rows, piece, memory, fanIn }) => {
      const spill = await openSpill({ folder, memory, fanIn, threaded: false });
      try {
        const sorter = spill.sorter(width, keyBytes);
        for (let at = 0; at < rows.length; at += piece) await sorter.push(Buffer.concat(rows.slice(at, at + piece)));
        const expected = plainly(Buffer.concat(rows), width, keyBytes);
        expect(await readAll(sorter.sorted())).toEqual(expected);
        expect(await readAll(sorter.sorted())).toEqual(expected);
      } finally {
        await spill.close();
      }
    }),
    { numRuns: 150 },
  );
});

test('two readers of one sorter do not disturb each other', async () => {
  const spill = await openSpill({ folder, memory: 1000 });
  const sorter = spill.sorter(4, 4);
  const rows = Buffer.alloc(40_000);
  for (let at = 0; at < 10_000; at += 1) rows.writeUInt32BE(Math.imul(at, 0x9e3779b1) >>> 0, at * 4);
  await sorter.push(rows);
  const ahead = sorter.sorted();
  const first = await ahead.next();
  const start = first.done === true ? Buffer.alloc(0) : Buffer.from(first.value);
  expect(await readAll(sorter.sorted())).toEqual(plainly(rows, 4, 4));
  expect(Buffer.concat([start, await readAll(ahead)])).toEqual(plainly(rows, 4, 4));
  await spill.close();
});

test('what is large is sorted by a thread: the same rows come out, and closing again does no harm', async () => {
  const spill = await openSpill({ folder, memory: 300_000 });
  const sorter = spill.sorter(12, 8);
  const rows = Buffer.alloc(240_000 * 12);
  for (let at = 0; at < rows.length; at += 4) rows.writeUInt32BE(Math.imul(at, 0x9e3779b1) >>> 8, at);
  for (let at = 0; at < rows.length; at += 50_004) await sorter.push(rows.subarray(at, at + 50_004));
  const expected = plainly(rows, 12, 8);
  const unfinished = sorter.sorted();
  await unfinished.next();
  expect((await readAll(sorter.sorted())).equals(expected)).toBe(true);
  expect((await readAll(sorter.sorted())).equals(expected)).toBe(true);
  await sorter.close();
  await sorter.close();
  await spill.close();
  expect(await readdir(folder)).toEqual([]);
});

test('a log gives back what was appended, more than once', async () => {
  const spill = await openSpill({ folder });
  const log = spill.log();
  const bytes = Buffer.alloc(700_001, 'abcdefg');
  for (let at = 0; at < bytes.length; at += 9999) await log.append(bytes.subarray(at, at + 9999));
  expect(await readAll(log.read())).toEqual(bytes);
  expect(await readAll(log.read())).toEqual(bytes);
  await spill.close();
});

test('rows come back by bucket, in order of arrival, whole and as often as asked, from memory and disk', async () => {
  const spill = await openSpill({ folder });
  const buckets = spill.buckets(3);
  const expected: number[][] = [[], [], []];
  for (let row = 0; row < 60_000; row += 1) {
    const bucket = row % 7 === 0 ? 0 : 1;
    const at = buckets.room(bucket, 4 + (row % 3));
    buckets.bytes.fill(0, at, at + 4 + (row % 3));
    new DataView(buckets.bytes.buffer).setUint32(at, row);
    expected[bucket]?.push(row);
    if (row % 1000 === 0) await buckets.drain();
  }
  for (const bucket of [0, 1, 2, 1]) {
    const rows: number[] = [];
    let bytes = 0;
    for await (const piece of buckets.read(bucket)) {
      bytes += piece.length;
      const view = new DataView(piece.buffer, piece.byteOffset, piece.length);
      for (let at = 0; at < piece.length; at += 4 + ((rows.at(-1) ?? 0) % 3)) rows.push(view.getUint32(at));
    }
    expect(rows).toEqual(expected[bucket]);
    expect(bytes).toBe(buckets.size(bucket));
  }
  await buckets.close();
  await spill.close();
});

test('nothing has a name while the store is open', async () => {
  const spill = await openSpill({ folder, memory: 1000 });
  const sorter = spill.sorter(10, 10);
  await sorter.push(new Uint8Array(100_000));
  expect(await readdir(folder)).toEqual([]);
  await spill.close();
});

test('a folder that is not there is refused at once', async () => {
  await expect(openSpill({ folder: join(folder, 'none') })).rejects.toMatchObject({ code: 'output-failed' });
});

const ways = {
  sorter: `
    const sorter = spill.sorter(8, 8);
    for (let round = 0; round < 64; round += 1) await sorter.push(new Uint8Array(65536));`,
  buckets: `
    const buckets = spill.buckets(2);
    for (let row = 0; row < 1_000_000; row += 1) if (buckets.room(row % 2, 8) % 4096 === 0) await buckets.drain();
    for await (const piece of buckets.read(0)) process.stdout.write(piece.length === 0 ? 'nothing' : '');`,
};

/** Fills a store in another process and prints the error's code. */
const filling = (below: string, way: keyof typeof ways): string => `
  import { openSpill } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
  const spill = await openSpill({ folder: ${JSON.stringify(below)}, memory: 65536 });
  try {${ways[way]}
    process.stdout.write('no failure');
  } catch (error) {
    process.stdout.write(error.code);
  }
  await spill.close();`;

const node = `"${process.execPath}" --input-type=module-typescript -e "$0"`;

test.each(['sorter', 'buckets'] as const)(
  'a file size limit of the system ends a %s in disk-full, with nothing left behind',
  async (way) => {
    // The trap turns the signal into a failing write, as on a full disk.
    const { stdout } = spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 512; exec ${node}`, filling(folder, way)], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('disk-full');
    expect(await readdir(folder)).toEqual([]);
  },
);

const mayMount = spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status === 0;

test.skipIf(!mayMount).each(['sorter', 'buckets'] as const)(
  'a full disk ends a %s in disk-full, with nothing left behind',
  async (way) => {
    const small = await mkdtemp(join(folder, 'small-'));
    const script = `mount -t tmpfs -o size=512k none "${small}" && ${node} && ls -A "${small}"`;
    const { stdout } = spawnSync('unshare', ['--map-root-user', '--mount', 'bash', '-c', script, filling(small, way)], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('disk-full');
    await rm(small, { recursive: true });
  },
);
