import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpill } from '#platform';
import { put16, put32, put48, u32 } from './bytes.ts';
import { createGroups } from './groups.ts';
import { head } from './layout.ts';
import { createLinks } from './links.ts';
import { createMembers } from './members.ts';
import { createPostings } from './postings.ts';

// What is too large for memory goes another way, and must come out the same.

let spill: Awaited<ReturnType<typeof openSpill>>;
beforeAll(async () => {
  spill = await openSpill({ folder: tmpdir(), memory: 4096, threaded: false });
});
afterAll(() => spill.close());

const few = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most });

test('records are linked by the same keys, however few are held at once', async () => {
  // Keys that differ in one of their halves only, and many of one key.
  const key = fc.record({ high: few(2).map((high) => (high << 24) | high), low: few(3) });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(key, { maxLength: 4 }), { maxLength: 60 }), async (records) => {
      const componentsOf = async (most?: number): Promise<Buffer> => {
        const postings = createPostings(spill, most);
        for (const [record, keys] of records.entries()) {
          const high = Uint32Array.from(keys, (one) => one.high);
          const low = Uint32Array.from(keys, (one) => one.low);
          postings.add(record, { count: keys.length, high, low, weight: new Uint8Array(keys.length) });
          await postings.drain();
        }
        const links = createLinks(spill, records.length);
        await postings.link(links);
        await postings.close();
        const parts: Buffer[] = [];
        for await (const batch of (await links.components()).sorted()) parts.push(Buffer.from(batch));
        return Buffer.concat(parts);
      };
      const expected = await componentsOf();
      expect(await componentsOf(1)).toEqual(expected);
      expect(await componentsOf(5)).toEqual(expected);
      // Two records of one key are in one component, so that there are as many as a plain search finds.
      const shared = records.filter((keys, at) =>
        records.some(
          (others, other) => other !== at && keys.some((k) => others.some((o) => o.high === k.high && o.low === k.low)),
        ),
      );
      expect(expected.length / 10).toBe(shared.length);
    }),
    { numRuns: 40 },
  );
});

/** A record with one item of four bytes, in a file, at a place. */
function recordOf(says: number, file: number, start: number): Uint8Array {
  const bytes = new Uint8Array(head.bytes + 9);
  put16(bytes, head.length, bytes.length);
  put32(bytes, head.file, file);
  put48(bytes, head.start, start);
  bytes[head.bytes] = 5;
  put32(bytes, head.bytes + 1, says + 1);
  return bytes;
}

test('members come component by component, each different saying once, from memory and from disk', async () => {
  const member = fc.record({ component: few(6), says: few(3), file: few(1), start: few(9) });
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 80 }), async (all) => {
      const visitsWith = async (most?: number): Promise<unknown> => {
        const members = createMembers(spill, most);
        for (const [record, { component, says, file, start }] of all.entries()) {
          const bytes = recordOf(says, file, start);
          members.add(component, record, bytes, 0, bytes.length);
        }
        const visits: { nodes: unknown; records: [number, number][] }[] = [];
        await members.each(
          async (nodes) => {
            const seen = nodes.map(({ bytes, start, count, least }) => ({
              says: u32(bytes, start + head.bytes + 1) - 1,
              file: u32(bytes, start + head.file),
              count,
              least,
            }));
            visits.push({ nodes: seen.toSorted((a, b) => a.says - b.says), records: [] });
            return nodes.map(({ bytes, start }) => u32(bytes, start + head.bytes + 1) - 1);
          },
          (says, record) => {
            visits.at(-1)?.records.push([says, record]);
            return undefined;
          },
        );
        await members.close();
        return visits.toSorted((a, b) => (a.records[0]?.[1] ?? 0) - (b.records[0]?.[1] ?? 0));
      };
      const expected = Map.groupBy(all.entries(), ([, { component }]) => component)
        .values()
        .map((records) => ({
          nodes: Map.groupBy(records, ([, { says }]) => says)
            .entries()
            .map(([says, own]) => ({
              says,
              file: Math.min(...own.map(([, { file }]) => file)),
              count: own.length,
              least: own[0]?.[0],
            }))
            .toArray()
            .toSorted((a, b) => a.says - b.says),
          records: records.map(([record, { says }]) => [says, record]).toSorted(byBoth),
        }))
        .toArray()
        .toSorted((a, b) => (a.records[0]?.[1] ?? 0) - (b.records[0]?.[1] ?? 0));
      expect(await visitsWith()).toEqual(expected);
      expect(await visitsWith(0)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

const byBoth = (a: readonly (number | undefined)[], b: readonly (number | undefined)[]): number =>
  (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);

test('rows come key by key, by rank, and no more of one key than are wanted', async () => {
  const width = 12;
  const row = fc.record({ high: few(1), low: fc.constantFrom(0, 1, 2 ** 16, 2 ** 31), rank: few(2), value: few(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 80 }), async (rows) => {
      const groupsWith = async (most?: number): Promise<string[]> => {
        const groups = createGroups(spill, width, 20, most);
        for (const { high, low, rank, value } of rows) {
          const at = groups.room(high);
          put32(groups.bytes, at, high);
          put32(groups.bytes, at + 4, low);
          groups.bytes[at + 8] = rank;
          groups.bytes[at + 9] = value;
          groups.bytes.fill(0, at + 10, at + width);
        }
        const found: string[] = [];
        await groups.each((group, end) => void found.push(Buffer.from(group.subarray(0, end)).toString('hex')));
        await groups.close();
        return found.toSorted();
      };
      const expected = Map.groupBy(rows, ({ high, low }) => `${high} ${low}`)
        .values()
        .map((own) => {
          const bytes = Buffer.alloc(Math.min(own.length, 20) * width);
          for (const [at, { high, low, rank, value }] of own
            .toSorted((a, b) => a.rank - b.rank)
            .slice(0, 20)
            .entries()) {
            bytes.writeUInt32BE(high, at * width);
            bytes.writeUInt32BE(low, at * width + 4);
            bytes.set([rank, value], at * width + 8);
          }
          return bytes.toString('hex');
        });
      const plain = [...expected].toSorted();
      expect(await groupsWith()).toEqual(plain);
      expect(await groupsWith(0)).toEqual(plain);
    }),
    { numRuns: 40 },
  );
});
