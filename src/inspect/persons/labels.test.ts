import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { openSpill } from '#platform';
import type { PersonLabel } from '../contract.ts';
import { createLabels } from './labels.ts';
import type { PersonRecord } from './output.ts';
import type { PersonSpill } from './spill.ts';

const opened: PersonSpill[] = [];
afterEach(async () => {
  for (const spill of opened.splice(0)) await (spill as Awaited<ReturnType<typeof openSpill>>).close();
});

/** A real store with next to no memory, that also keeps all bytes that it is given. */
async function watchedSpill(): Promise<{ readonly spill: PersonSpill; seen(): Buffer }> {
  const real = await openSpill({ folder: tmpdir(), memory: 512 });
  opened.push(real);
  const seen: Buffer[] = [];
  const keep = (bytes: Uint8Array): void => void seen.push(Buffer.from(bytes));
  const spill = {
    ...real,
    log() {
      const log = real.log();
      return { ...log, append: (bytes: Uint8Array) => (keep(bytes), log.append(bytes)) };
    },
    sorter(width: number, keyBytes: number) {
      const sorter = real.sorter(width, keyBytes);
      return { ...sorter, push: (bytes: Uint8Array) => (keep(bytes), sorter.push(bytes)) };
    },
  };
  return { spill, seen: () => Buffer.concat(seen) };
}

const at = { file: 0, span: { start: 0, end: 1 } };

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list;
}

const labelled = fc.record({
  name: fc.string({ maxLength: 120, unit: 'grapheme' }).map((text) => text.slice(0, 120).toWellFormed()),
  nameRank: fc.integer({ min: 0, max: 4 }),
  contact: fc.string({ maxLength: 120 }),
  contactRank: fc.integer({ min: 0, max: 10 }),
  /** Of the record; 0 is a line of a roster, or a record of nobody. */
  person: fc.integer({ min: 0, max: 6 }),
});

test('every person gets the best name and the best contact of its records, the earliest of equals', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(labelled, { maxLength: 60 }), fc.integer({ min: 1, max: 7 }), async (list, step) => {
      const { spill } = await watchedSpill();
      const labels = createLabels({ spill });
      for (let first = 0; first < list.length; first += step) await labels.add(first, list.slice(first, first + step));
      const records: PersonRecord[] = list
        .map(({ person }, record) => ({ person, record, ...at }))
        .filter(({ person }) => person > 0)
        .sort((a, b) => a.person - b.person);
      const joined = [];
      for await (const one of labels.join(each(records))) joined.push(one);
      const expected = [1, 2, 3, 4, 5, 6].flatMap((person) => {
        const own = list.filter((label) => label.person === person);
        const best = (rank: 'nameRank' | 'contactRank') =>
          own.reduce<(typeof own)[number] | undefined>(
            (most, label) => (label[rank] > (most?.[rank] ?? 0) ? label : most),
            undefined,
          );
        const [name, contact] = [best('nameRank'), best('contactRank')];
        if (name === undefined && contact === undefined) return [];
        return [{ person, name: name?.name ?? '', contact: contact?.contact ?? '' }];
      });
      expect(joined).toEqual(expected);
      await labels.close();
    }),
    { numRuns: 100 },
  );
});

test('nothing that goes to disk holds a name, a contact, or any part of them', async () => {
  const { spill, seen } = await watchedSpill();
  const labels = createLabels({ spill });
  const count = 3000;
  const label = (record: number): PersonLabel => ({
    name: `Annabella Schmidthuber ${record}`,
    nameRank: 3,
    contact: `annabella.${record}@mailbox.example`,
    contactRank: 10,
  });
  for (let record = 0; record < count; record += 1) await labels.add(record, [label(record)]);
  const records = Array.from({ length: count }, (_, record) => ({ person: record + 1, record, ...at }));
  const joined: string[] = [];
  for await (const { name, contact } of labels.join(each(records))) joined.push(`${name} ${contact}`);
  expect(joined).toEqual(records.map(({ record }) => `${label(record).name} ${label(record).contact}`));
  const disk = seen();
  expect(disk.length).toBeGreaterThan(count * 100);
  for (const piece of ['Annabell', 'Schmidt', 'annabell', '@mailbox', 'example']) {
    expect(disk.includes(piece)).toBe(false);
    expect(disk.includes(Buffer.from(piece, 'utf16le'))).toBe(false);
  }
  await labels.close();
});
