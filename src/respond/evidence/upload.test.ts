import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { openStored } from '#platform/vault';
import { incidentKey } from '../incident-key.ts';
import { abandon } from './abandon.ts';
import { beginHandIn } from './begin.ts';
import { standing } from './hold.ts';
import { showItem } from './show.ts';
import { takePart, uploadStanding } from './take-part.ts';
import { cut, openTestIntake, stream, type TestIntake } from './testing/intake.ts';

const kib = 1024;
const chunk = 64 * kib;
let box: TestIntake;
beforeAll(async () => {
  box = await openTestIntake({ checkpointBytes: 256 * kib });
});
afterAll(() => box.close());

/** The bytes of a complete item as the vault gives them back. */
async function stored(evidence: string): Promise<Buffer> {
  const { desk, incident, completed } = box;
  const { blob = '' } = completed.find((one) => one.evidence === evidence) ?? {};
  const key = await transact(desk.pool, box.as('analyst'), (c) => incidentKey(c, desk.master, incident));
  const opened = await openStored(desk.store, key, { incident, name: blob });
  return Buffer.from(await opened.read(0, opened.size));
}

const refused = (code: string) => expect.objectContaining({ code });

describe('a file that is handed in', () => {
  test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk + 5, 700_001])(
    'of %i bytes is there as it was',
    async (size) => {
      const bytes = randomBytes(size);
      const evidence = await box.handIn(bytes);
      expect((await stored(evidence)).equals(bytes)).toBe(true);
      const shown = await showItem(box.desk, box.as('analyst'), { incident: box.incident, evidence });
      expect(shown).toMatchObject({
        state: 'complete',
        size,
        received: size,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        custodian: box.people.analyst,
        custody: [{ number: 1, from: null, to: box.people.analyst, outside: null }],
      });
    },
  );

  test('in parts of any size, cut or not, is there as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 0, max: 400_000 }), cut: fc.boolean() }), { maxLength: 6 }),
        async (parts) => {
          const bytes = randomBytes(parts.reduce((sum, { size }) => sum + size, 0));
          const evidence = await box.begin(bytes.length);
          let at = 0;
          for (const part of parts) {
            const pieces = Array.from({ length: Math.ceil(part.size / 50_000) }, (_, index) =>
              bytes.subarray(at + index * 50_000, Math.min(at + part.size, at + (index + 1) * 50_000)),
            );
            const sent = box.send(evidence, at, () => (part.cut ? cut(pieces) : stream(pieces)));
            if (part.cut) await expect(sent).rejects.toEqual(refused('upload-cut'));
            else await sent;
            at += part.size;
            const { offset } = await uploadStanding(box.intake, box.as('analyst'), {
              incident: box.incident,
              evidence,
            });
            expect(offset).toBe(at);
          }
          if (bytes.length === 0) await box.send(evidence, 0, []);
          expect((await stored(evidence)).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('fifty at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const bytes = randomBytes(1000 + index);
        return { bytes, evidence: await box.handIn(bytes) };
      }),
    );
    for (const { bytes, evidence } of all) expect((await stored(evidence)).equals(bytes)).toBe(true);
  });

  test('twice is two items and one blob', async () => {
    const bytes = randomBytes(100_000);
    const [one, two] = [await box.handIn(bytes), await box.handIn(bytes)];
    const blobs = box.completed.filter(({ evidence }) => evidence === one || evidence === two).map(({ blob }) => blob);
    expect(new Set(blobs).size).toBe(1);
    expect(blobs).toHaveLength(2);
    const shown = await showItem(box.desk, box.as('analyst'), { incident: box.incident, evidence: one });
    expect(shown.alike).toEqual([two]);
  });

  test('with an idempotency key is one item however often it is begun', async () => {
    const asker = { ...box.as('analyst'), once: { key: 'k1', fingerprint: 'ab'.repeat(32) } };
    const said = { incident: box.incident, name: Buffer.from('a'), how: 'bought', length: 5 } as const;
    const [one, two] = [await beginHandIn(box.desk, asker, said), await beginHandIn(box.desk, asker, said)];
    expect(two).toEqual(one);
  });

  test('is in the log from its beginning to its end, without its name or its hash', async () => {
    const before = (await box.log()).length;
    const bytes = randomBytes(10);
    await box.handIn(bytes, { name: Buffer.from('Anna Marked.csv'), source: 'https://marked.example/x' });
    expect((await box.log()).slice(before)).toEqual(['evidence-handed-in', 'evidence-completed']);
    const { rows } = await box.database.owner.query<{ text: string }>(
      `select string_agg(body, ' ') as text from cofferdam.log_entry`,
    );
    const hash = createHash('sha256').update(bytes).digest('hex');
    for (const secret of ['Marked', 'marked', hash]) expect(rows[0]?.text).not.toContain(secret);
  });
});

describe('what is acknowledged', () => {
  test('counts in steps while a part comes, and what came after the last step counts when the part is cut', async () => {
    const bytes = randomBytes(1_000_000);
    const evidence = await box.begin(bytes.length);
    const upload = { incident: box.incident, evidence };
    const seen: number[] = [];
    const offsetOf = async (): Promise<number> => (await standing(box.intake, box.as('analyst'), upload)).offset;
    const untilSome = async (): Promise<number> => (await offsetOf()) || untilSome();
    const coming = async function* () {
      for (let at = 0; at < 600_000; at += 100_000) {
        yield bytes.subarray(at, at + 100_000);
        // A step is made beside what comes: it is under way when the fourth piece was taken.
        seen.push(at < 300_000 ? await offsetOf() : await untilSome());
      }
      throw new Error('aborted');
    };
    await expect(box.send(evidence, 0, coming)).rejects.toEqual(refused('upload-cut'));
    expect(seen).toEqual([0, 0, 0, 300_000, 300_000, 300_000]);
    await box.send(evidence, 600_000, [bytes.subarray(600_000)]);
    expect((await stored(evidence)).equals(bytes)).toBe(true);
  });

  test('a part with a checksum counts whole or not at all', async () => {
    const bytes = randomBytes(600_000);
    const evidence = await box.begin(bytes.length);
    const upload = { incident: box.incident, evidence };
    const half = bytes.subarray(0, 300_001);
    const digest = (of: Uint8Array) => createHash('sha1').update(of).digest();
    const checksum = { algorithm: 'sha1', digest: digest(half) } as const;
    await expect(box.send(evidence, 0, [randomBytes(300_001)], { checksum })).rejects.toEqual(
      refused('upload-checksum'),
    );
    await expect(box.send(evidence, 0, () => cut([half]), { checksum })).rejects.toEqual(refused('upload-cut'));
    expect((await standing(box.intake, box.as('analyst'), upload)).offset).toBe(0);
    await box.send(evidence, 0, [half], { checksum });
    const rest = bytes.subarray(300_001);
    const last = { algorithm: 'sha256', digest: createHash('sha256').update(rest).digest() } as const;
    await box.send(evidence, half.length, [rest], { checksum: last });
    expect((await stored(evidence)).equals(bytes)).toBe(true);
  });

  test('more bytes than were declared are refused, and those before them stay', async () => {
    const evidence = await box.begin(10);
    await expect(box.send(evidence, 0, [randomBytes(4), randomBytes(7)])).rejects.toEqual(refused('upload-too-long'));
    await expect(box.send(evidence, 4, [randomBytes(1)], { length: 7 })).rejects.toEqual(refused('upload-too-long'));
    expect(await box.send(evidence, 4, [randomBytes(6)])).toMatchObject({ state: 'complete', offset: 10 });
  });
});

describe('refused', () => {
  test('another offset, an upload that has ended, and bytes behind a complete one', async () => {
    const evidence = await box.begin(10);
    await expect(box.send(evidence, 1, [randomBytes(1)])).rejects.toEqual(refused('upload-offset'));
    await box.send(evidence, 0, [randomBytes(10)]);
    expect(await box.send(evidence, 10, [])).toMatchObject({ state: 'complete' });
    await expect(box.send(evidence, 10, [randomBytes(1)], { length: 1 })).rejects.toEqual(refused('upload-ended'));
    await expect(abandon(box.intake, box.as('analyst'), { incident: box.incident, evidence })).rejects.toEqual(
      refused('upload-ended'),
    );
  });

  test.each([
    ['comms', 'nothing-there'],
    ['lead', 'nothing-there'],
    ['guest', 'role-lacking'],
    ['stranger', 'nothing-there'],
    ['admin', 'nothing-there'],
  ] as const)('a part by %s to an upload of another', async (name, code) => {
    const evidence = await box.begin(10);
    const part = { incident: box.incident, evidence, offset: 0, bytes: () => stream([randomBytes(10)]) };
    await expect(takePart(box.intake, box.as(name), part)).rejects.toEqual(refused(code));
  });

  test.each([
    ['no name', { name: new Uint8Array(0) }, 'upload-metadata'],
    ['a name of 1,001 bytes', { name: Buffer.alloc(1001, 'a') }, 'upload-metadata'],
    ['a source of 2,001 characters', { source: 'x'.repeat(2001) }, 'upload-metadata'],
    ['a length below zero', { length: -1 }, 'upload-metadata'],
    ['a time without a zone', { obtained: '2026-01-01T09:00:00' }, 'upload-metadata'],
    ['an entity that is not there', { entity: '00000000-0000-4000-8000-000000000000' }, 'nothing-there'],
  ] as const)('to begin with %s', async (_, said, code) => {
    await expect(box.begin(1, said)).rejects.toEqual(refused(code));
  });

  test('to begin in a compartment that one is not let into', async () => {
    await expect(box.begin(1, { compartment: 'facts' }, box.as('hr'))).rejects.toEqual(refused('nothing-there'));
    await box.begin(1, { compartment: 'person-concerned' }, box.as('hr'));
  });
});

test('an upload that is ended early leaves an item, an entry and no bytes; a lead may end that of another', async () => {
  const { incident, intake, desk } = box;
  const evidence = await box.begin(1_000_000);
  await box.send(evidence, 0, [randomBytes(300_000)]);
  await expect(abandon(intake, box.as('dpo'), { incident, evidence })).rejects.toEqual(refused('role-lacking'));
  await abandon(intake, box.as('lead'), { incident, evidence });
  expect((await box.log()).at(-1)).toBe('evidence-abandoned');
  await expect(box.send(evidence, 300_000, [randomBytes(1)])).rejects.toEqual(refused('upload-ended'));
  for await (const leftover of desk.store.leftovers()) expect(leftover.id).not.toContain(evidence.replaceAll('-', ''));
});
