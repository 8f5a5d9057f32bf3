import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, openTestIncident, type TestDesk } from '../../../respond/testing/desk.ts';
import { asked, work } from '../testing/desk.ts';
import { listLog } from './list.ts';

let on: TestDesk;
let incident: string;
beforeAll(async () => {
  on = await openTestDesk();
  incident = await openTestIncident(on, [
    { name: 'analyst', role: 'analyst', compartments: ['facts'] },
    { name: 'legal', role: 'legal', compartments: ['facts', 'counsel'] },
  ]);
  await work(on, incident, 4);
  on.wait(3_600_000);
  await work(on, incident, 4);
});
afterAll(() => on.close());

type Asked = Partial<Omit<Parameters<typeof listLog>[2], 'incident'>>;
const seqs = async (name: 'lead' | 'analyst' | 'legal', query: Asked = {}): Promise<number[]> => {
  const { items } = await listLog(on.desk, asked(on, name), { incident, limit: 50, ...query });
  return items.map(({ seq }) => seq);
};

test.each([
  ['lead', {}, [9, 8, 7, 6, 5, 4, 3, 2, 1]],
  ['legal', {}, [9, 8, 7, 6, 5, 4, 3, 2, 1]],
  // Every fourth act is for counsel.
  ['analyst', {}, [8, 7, 6, 4, 3, 2, 1]],
  ['lead', { type: 'incident-opened' }, [1]],
  ['lead', { type: 'no-such-kind' }, []],
  ['lead', { actor: '00000000-0000-4000-8000-000000000000' }, []],
  ['lead', { from: '2026-01-01T11:00:00+01:00' }, [9, 8, 7, 6]],
  ['lead', { before: '2026-01-01T10:00:00Z' }, [5, 4, 3, 2, 1]],
] as const)('%s with %j sees the entries %j', async (name, query, expected) => {
  expect(await seqs(name, query)).toEqual(expected);
});

test('the entries of one person are found, and all of them', async () => {
  expect(await seqs('lead', { actor: on.people.lead })).toHaveLength(9);
});

test('pages follow each other without a gap, also where entries between are not to be seen', async () => {
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLog(on.desk, asked(on, 'analyst'), { incident, limit: 2, cursor });
    found.push(...page.items.map(({ seq }) => seq));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual([8, 7, 6, 4, 3, 2, 1]);
});

test('any part is there by itself, as long as the list is for the one who asks', async () => {
  const part = await listLog(on.desk, asked(on, 'analyst'), { incident, limit: 2, skip: 4, total: 'true' });
  expect(part.items.map(({ seq }) => seq)).toEqual([3, 2]);
  expect(part.total).toBe(7);
  expect(await listLog(on.desk, asked(on, 'legal'), { incident, limit: 2, skip: 50, total: 'true' })).toEqual({
    items: [],
    next: null,
    total: 9,
  });
  await expect(
    listLog(on.desk, asked(on, 'lead'), { incident, limit: 2, skip: 0, cursor: part.next ?? '' }),
  ).rejects.toMatchObject({ code: 'request-invalid' });
});

test('one entry is there by its place, and none of another compartment', async () => {
  expect(await seqs('legal', { seq: 5 })).toEqual([5]);
  expect(await seqs('analyst', { seq: 5 })).toEqual([]);
});

test.each(['stranger', 'admin', 'auditor'] as const)('for %s there is no such incident', async (name) => {
  await expect(listLog(on.desk, asked(on, name), { incident, limit: 5 })).rejects.toMatchObject({
    code: 'nothing-there',
  });
});

test.each(['nonsense', Buffer.from('["1"]').toString('base64url')])('the cursor %s is refused', async (cursor) => {
  await expect(listLog(on.desk, asked(on, 'lead'), { incident, limit: 5, cursor })).rejects.toMatchObject({
    code: 'request-invalid',
  });
});
