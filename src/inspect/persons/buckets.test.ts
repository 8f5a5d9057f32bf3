import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSpill, openThread } from '#platform';
import { put16, put32, put48, u32 } from './bytes.ts';
import { eachGroup, eachGroupSorted, Group } from './groups.ts';
import { flags, head, tags } from './layout.ts';
import { createLinks } from './links.ts';
import { createMembers } from './members.ts';
import { placeOf } from './nodes.ts';
import { createPostings } from './postings.ts';
import { createWorkbench } from './workbench.ts';

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

const named = [1, 2];

/** A record that says a mailbox and a name, in a file, at a place. */
function recordOf(says: number, file: number, start: number): Uint8Array {
  const bytes = new Uint8Array(head.bytes + 15 * named.length + 9);
  put16(bytes, head.length, bytes.length);
  put16(bytes, head.flags, flags.named);
  put32(bytes, head.file, file);
  put48(bytes, head.start, start);
  let at = head.bytes;
  for (const role of named) {
    bytes[at] = tags.name;
    put32(bytes, at + 1, role);
    bytes[at + 5] = role;
    bytes[at + 6] = ((role - 1) << 4) | 8;
    at += 15;
  }
  bytes[at] = tags.email;
  put32(bytes, at + 1, says + 1);
  return bytes;
}

test('members are clustered the same in memory, in a thread and on disk, and each record is told with its cluster', async () => {
  const member = fc.record({ component: few(6), says: few(3), file: few(1), start: few(9) });
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 80 }), async (all) => {
      const clustersWith = async (most?: number, threaded = false): Promise<unknown> => {
        const members = createMembers(spill, most);
        for (const [record, { component, says, file, start }] of all.entries()) {
          const bytes = recordOf(says, file, start);
          members.add(component, record, bytes, 0, bytes.length);
        }
        const clusters = new Map<number, { says: number; place: number; records: number[] }>();
        const workbench = createWorkbench(threaded ? openThread : undefined, 0);
        await members.cluster(workbench, {
          cluster(id, bytes, from, _end, { place }) {
            expect(clusters.has(id)).toBe(false);
            clusters.set(id, { says: u32(bytes, from + 31) - 1, place, records: [] });
          },
          record: (id, record) => void clusters.get(id)?.records.push(record),
          doubt: () => undefined,
          async drain() {},
        });
        await workbench.close();
        await members.close();
        for (const { records } of clusters.values()) records.sort((a, b) => a - b);
        return [...clusters].toSorted(([a], [b]) => a - b);
      };
      // One mailbox is one person, two are two: those of a component that say the same.
      const expected = Map.groupBy(all.entries(), ([, { component, says }]) => `${component} ${says}`)
        .values()
        .map((own) => {
          const [[least, first] = [0, undefined]] = own;
          const earliest = own.map(([, one]) => one).toSorted((a, b) => a.file - b.file || a.start - b.start)[0];
          const place = placeOf(recordOf(0, earliest?.file ?? 0, earliest?.start ?? 0), 0);
          return [least, { says: first?.says, place, records: own.map(([record]) => record) }] as const;
        })
        .toArray()
        .toSorted(([a], [b]) => a - b);
      expect(await clustersWith()).toEqual(expected);
      expect(await clustersWith(0)).toEqual(expected);
      if (all.length > 70) expect(await clustersWith(undefined, true)).toEqual(expected);
    }),
    {
      numRuns: 40,
      examples: [[Array.from({ length: 75 }, (_, at) => ({ component: at % 5, says: at % 4, file: 0, start: at }))]],
    },
  );
});

test('rows come key by key, by rank, and no more of one key than there is room for', async () => {
  const width = 12;
  const row = fc.record({ low: fc.constantFrom(0, 1, 2 ** 16, 2 ** 31), rank: few(2), value: few(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 80 }), async (rows) => {
      const bytesOf = (some: readonly { low: number; rank: number; value: number }[]): Buffer => {
        const bytes = Buffer.alloc(some.length * width);
        for (const [at, { low, rank, value }] of some.entries()) {
          bytes.writeUInt32BE(low, at * width + 4);
          bytes.set([rank, value], at * width + 8);
        }
        return bytes;
      };
      const expected = Map.groupBy(rows, ({ low }) => low)
        .values()
        .map((own) => bytesOf(own.toSorted((a, b) => a.rank - b.rank).slice(0, 20)).toString('hex'))
        .toArray()
        .toSorted();
      const group = new Group(width, 20);
      const found: string[] = [];
      const visit = (): void => void found.push(Buffer.from(group.bytes.subarray(0, group.used)).toString('hex'));
      eachGroup(bytesOf(rows), group, visit);
      expect(found.splice(0).toSorted()).toEqual(expected);
      const pieces = async function* (): AsyncGenerator<Uint8Array> {
        for (const one of rows) yield bytesOf([one]);
      };
      await eachGroupSorted(spill, pieces(), group, async () => visit());
      expect(found.toSorted()).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
