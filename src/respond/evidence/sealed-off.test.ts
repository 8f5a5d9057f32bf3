import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transactJob } from '#platform/db';
import { listItems } from './list.ts';
import { askToFetch, openReading } from './read.ts';
import { sealOff, type SealingOff } from './seal-off.ts';
import { showItem } from './show.ts';
import { openTestIntake, stream, type TestIntake } from './testing/intake.ts';
import { takePart } from './take-part.ts';

let box: TestIntake;
beforeAll(async () => {
  box = await openTestIntake();
});
afterAll(() => box.close());

const refused = (code: string) => expect.objectContaining({ code });

const off = (evidence: string, people = ['legal'], more: Partial<SealingOff> = {}): SealingOff => ({
  incident: box.incident,
  evidence,
  why: 'illegal',
  people: people.map((name) => box.people[name as 'legal']),
  reason: 'a picture',
  ...more,
});

/** Rows of the item that each role of the database sees, past every use case. */
async function seen(evidence: string): Promise<Record<string, string>> {
  const { desk, worker } = box;
  const tables = ['evidence_item', 'evidence_label', 'evidence_bytes', 'evidence_reading'];
  const found: Record<string, string> = {};
  for (const name of ['legal', 'analyst', 'lead', 'stranger', 'worker'] as const) {
    const client = await (name === 'worker' ? worker : desk.pool).connect();
    await client.query('begin');
    await client.query(
      `select set_config('cofferdam.person', $1, true), set_config('cofferdam.job_incident', $2, true)`,
      [
        // A worker that says to be a person must gain nothing by it.
        box.people[name === 'worker' ? 'legal' : name],
        box.incident,
      ],
    );
    const counted: Record<string, number> = {};
    for (const table of tables.slice(0, name === 'worker' ? 3 : 4)) {
      const column = table === 'evidence_item' ? 'id' : 'evidence_id';
      const { rowCount } = await client.query(`select from cofferdam.${table} where ${column} = $1`, [evidence]);
      counted[table] = rowCount ?? 0;
    }
    const { rows } = await client.query<{ may: boolean }>('select cofferdam.may_open($1) as may', [evidence]);
    await client.query('rollback');
    client.release();
    found[name] = `${Object.values(counted).join('')} ${rows[0]?.may === true ? 'opens' : 'shut'}`;
  }
  return found;
}

/** Rows that a statement of somebody changes, past every use case. */
async function changedBy(name: 'legal', sql: string): Promise<number | null> {
  const client = await box.desk.pool.connect();
  await client.query('begin');
  await client.query(`select set_config('cofferdam.person', $1, true)`, [box.people[name]]);
  const { rowCount } = await client.query(sql);
  await client.query('rollback');
  client.release();
  return rowCount;
}

const ask = (evidence: string, name: 'legal' | 'analyst' | 'lead') =>
  askToFetch(box.desk, box.as(name), { incident: box.incident, evidence, reason: 'to see' });

test('before it all members who see it open it, and so do jobs', async () => {
  const evidence = await box.handIn(randomBytes(10));
  await ask(evidence, 'analyst');
  expect(await seen(evidence)).toEqual({
    legal: '1111 opens',
    analyst: '1111 opens',
    lead: '1111 opens',
    stranger: '0000 shut',
    worker: '111 opens',
  });
});

describe('an item that is sealed off', () => {
  let evidence = '';
  const bytes = randomBytes(100_000);
  beforeAll(async () => {
    evidence = await box.handIn(bytes, { name: Buffer.from('secret.jpg'), source: 'https://bad.example' });
    await sealOff(box.intake, box.as('analyst'), off(evidence));
  });

  test('is there for all, and open for the named alone: in the database, past every use case', async () => {
    expect(await seen(evidence)).toEqual({
      legal: '1110 opens',
      analyst: '1000 shut',
      lead: '1000 shut',
      stranger: '0000 shut',
      worker: '100 shut',
    });
    expect(box.sealed.at(-1)).toBe(evidence);
    expect((await box.log()).at(-1)).toBe('evidence-sealed-off');
  });

  test('has no name, source, hash or bytes for others', async () => {
    const item = { incident: box.incident, evidence };
    for (const name of ['analyst', 'lead', 'dpo'] as const) {
      const shown = await showItem(box.desk, box.as(name), item);
      expect(shown).toMatchObject({ name: null, source: null, sha256: null, sealedOff: { why: 'illegal' } });
      const { items } = await listItems(box.desk, box.as(name), { incident: box.incident, limit: 10 });
      expect(items.find(({ id }) => id === evidence)?.name).toBeNull();
    }
    await expect(ask(evidence, 'lead')).rejects.toEqual(refused('evidence-sealed-off'));
    expect(await showItem(box.desk, box.as('legal'), item)).toMatchObject({ name: 'secret.jpg' });
    await ask(evidence, 'legal');
  });

  test('stays so: others cannot name themselves, nor can the row be changed past the use case', async () => {
    await expect(sealOff(box.intake, box.as('lead'), off(evidence, ['lead']))).rejects.toEqual(
      refused('evidence-sealed-off'),
    );
    const { desk } = box;
    for (const [name, set] of [
      ['lead', `sealed_people = array['${box.people.lead}']::uuid[]`],
      ['legal', 'sealed_off = null, sealed_people = null, sealed_reason = null, sealed_at = null, sealed_by = null'],
      ['lead', `state = 'uploading', ended_at = null, likeness = null`],
    ] as const) {
      const client = await desk.pool.connect();
      await client.query('begin');
      await client.query(`select set_config('cofferdam.person', $1, true)`, [box.people[name]]);
      const changed = client.query(`update cofferdam.evidence_item set ${set} where id = $1`, [evidence]);
      await expect(changed).rejects.toThrow(/stays so|does not change/);
      await client.query('rollback');
      client.release();
    }
  });

  test('takes the same bytes with it, handed in before or after, under any name', async () => {
    const same = randomBytes(1000);
    const before = await box.handIn(same, { name: Buffer.from('a') });
    const one = await box.handIn(same, { name: Buffer.from('b') });
    await sealOff(box.intake, box.as('dpo'), off(one));
    const after = await box.handIn(same, { name: Buffer.from('c') });
    for (const item of [before, one, after]) {
      expect(await seen(item)).toMatchObject({ analyst: '1000 shut', legal: '1110 opens', worker: '100 shut' });
      expect(box.sealed).toContain(item);
    }
    expect(box.completed.find((each) => each.evidence === after)?.sealedOff).toBe('illegal');
  });

  describe('and the same bytes in a compartment that the sealer does not see', () => {
    const same = randomBytes(1000);
    let twin = '';
    beforeAll(async () => {
      twin = await box.handIn(same, { compartment: 'counsel' });
      const hidden = await box.handIn(same, { compartment: 'person-concerned' }, box.as('hr'));
      await sealOff(box.intake, box.as('hr'), off(hidden, ['hr', 'lead'], { reason: 'a picture of a child' }));
    });

    test('are shut there for jobs, and for all who are not named', async () => {
      expect(await seen(twin)).toEqual({
        legal: '1000 shut',
        analyst: '1000 shut',
        lead: '1110 opens',
        stranger: '0000 shut',
        worker: '100 shut',
      });
      await expect(ask(twin, 'legal')).rejects.toEqual(refused('evidence-sealed-off'));
    });

    test('say there that they are sealed off, by whom and for whom', async () => {
      const { hr, lead } = box.people;
      expect(await showItem(box.desk, box.as('legal'), { incident: box.incident, evidence: twin })).toMatchObject({
        name: null,
        sha256: null,
        sealedOff: { why: 'illegal', people: [hr, lead], by: hr },
      });
    });

    test('are not opened by sealing them off once more, nor past the use case', async () => {
      await expect(sealOff(box.intake, box.as('legal'), off(twin))).rejects.toEqual(refused('evidence-sealed-off'));
      const renamed = await changedBy(
        'legal',
        `update cofferdam.sealed_likeness
        set sealed_people = array['${box.people.legal}']::uuid[], sealed_by = '${box.people.legal}'
        where likeness = (select likeness from cofferdam.evidence_item where id = '${twin}')`,
      );
      expect(renamed).toBe(0);
      await sealOff(box.intake, box.as('lead'), off(twin, ['lead', 'legal']));
      expect(await seen(twin)).toMatchObject({ legal: '1110 opens', analyst: '1000 shut', lead: '1110 opens' });
    });

    test('are sealed off there when they come later, and the reason stays where it was said', async () => {
      const later = await box.handIn(same, {}, box.as('comms'));
      expect(await seen(later)).toMatchObject({ analyst: '1000 shut', worker: '100 shut' });
      expect(box.completed.find((each) => each.evidence === later)?.sealedOff).toBe('illegal');
      const { rows } = await box.database.owner.query<{ sealed_reason: string }>(
        'select sealed_reason from cofferdam.evidence_item where id = $1',
        [later],
      );
      expect(rows[0]?.sealed_reason).not.toContain('child');
    });
  });

  test('may be opened to others by one of the named', async () => {
    const item = await box.handIn(randomBytes(10));
    await sealOff(box.intake, box.as('lead'), off(item));
    await sealOff(box.intake, box.as('legal'), off(item, ['legal', 'dpo'], { why: 'classified' }));
    expect(await showItem(box.desk, box.as('dpo'), { incident: box.incident, evidence: item })).toMatchObject({
      name: expect.any(String),
      sealedOff: { why: 'classified' },
    });
  });

  test.each([
    ['a stranger', ['stranger'], 'nothing-there'],
    ['somebody who does not see its compartment', ['legal', 'hr'], 'nothing-there'],
  ] as const)('is not sealed off for %s, who could not open it', async (_, people, code) => {
    const item = await box.handIn(randomBytes(10));
    await expect(sealOff(box.intake, box.as('lead'), off(item, [...people]))).rejects.toEqual(refused(code));
    expect(await seen(item)).toMatchObject({ analyst: '1110 opens' });
  });

  test.each(['guest', 'comms'] as const)('is not for %s to seal off', async (name) => {
    const item = await box.handIn(randomBytes(10));
    await expect(sealOff(box.intake, box.as(name), off(item))).rejects.toEqual(refused('role-lacking'));
  });
});

test('sealed off while its bytes come: they go on coming, and nobody else ever opens it', async () => {
  const bytes = randomBytes(300_000);
  const evidence = await box.begin(bytes.length);
  await box.send(evidence, 0, [bytes.subarray(0, 100_000)]);
  await sealOff(box.intake, box.as('dpo'), off(evidence));
  expect(await box.send(evidence, 100_000, [bytes.subarray(100_000)])).toMatchObject({ state: 'complete' });
  expect(await seen(evidence)).toMatchObject({ analyst: '1000 shut', legal: '1110 opens', worker: '100 shut' });
  expect(box.completed.at(-1)).toMatchObject({ evidence, sealedOff: 'illegal' });
});

test('whoever reads while it is sealed off gets no more of it', async () => {
  const bytes = randomBytes(34 * 1024 * 1024);
  const evidence = await box.handIn(bytes);
  const { reading } = await ask(evidence, 'analyst');
  const opened = await openReading(box.desk, box.as('analyst'), {
    incident: box.incident,
    evidence,
    reading,
    as: 'bytes',
  });
  const read = async () => {
    for await (const piece of opened.stream(0, opened.size)) {
      if (piece.length > 0 && !box.sealed.includes(evidence)) await sealOff(box.intake, box.as('lead'), off(evidence));
    }
  };
  await expect(read()).rejects.toEqual(refused('evidence-sealed-off'));
});

test('a member who is removed while his bytes come: nothing of them counts any more', async () => {
  const evidence = await box.begin(30_000_000, {}, box.as('comms'));
  const coming = async function* () {
    yield randomBytes(1000);
    await box.database.owner.query('update cofferdam.membership set removed_at = now() where person_id = $1', [
      box.people.comms,
    ]);
    yield* stream(Array.from({ length: 30 }, () => randomBytes(900_000)));
  };
  const part = { incident: box.incident, evidence, offset: 0, bytes: coming };
  await expect(takePart(box.intake, box.as('comms'), part)).rejects.toEqual(refused('nothing-there'));
  const { rows } = await transactJob(box.worker, box, (client) =>
    client.query<{ received: string }>('select received from cofferdam.evidence_upload where evidence_id = $1', [
      evidence,
    ]),
  );
  expect(rows).toEqual([{ received: '0' }]);
});
