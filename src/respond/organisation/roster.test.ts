import { afterAll, beforeAll, expect, test } from 'vitest';
import { transactJob, transactNobody } from '#platform/db';
import { fail } from '#platform/errors';
import { actsOf, lastAct } from '../incidents/testing/log.ts';
import { openTestDesk, openTestIncident, type TestDesk, type TestPerson } from '../testing/desk.ts';
import { type CheckRoster, loadRoster, openRoster, previewRoster, showRoster } from './index.ts';

let t: TestDesk;
let incident: string;
beforeAll(async () => {
  t = await openTestDesk();
  incident = await openTestIncident(t);
});
afterAll(() => t.close());

const as = (name: TestPerson) => ({ person: t.people[name] });
const bytesOf = (text: string): AsyncIterable<Uint8Array> =>
  new Blob([text]).stream() as unknown as AsyncIterable<Uint8Array>;

/** Counts lines, as the reader of the server counts persons. */
const check: CheckRoster = async (bytes) => {
  const [header = '', ...lines] = Buffer.concat(await Array.fromAsync(bytes))
    .toString()
    .trim()
    .split('\n');
  if (!header.includes('relation')) fail('roster-invalid', 'line 1: no column is the relation');
  return { rows: lines.length, columns: header.split(',') };
};
const given = (text: string) => ({ bytes: bytesOf(text), check });
const blobs = async () => (await Array.fromAsync(t.desk.store.list())).length;
const opened = () => transactJob(t.worker, { incident }, (client) => openRoster(client, t.desk));
const text = 'name,relation\nAnna Schmidt,customer\nJan Novak,employee\n';

test('nothing is there before one is loaded, and a preview keeps nothing', async () => {
  expect(await opened()).toBeUndefined();
  expect(await previewRoster(t.desk, as('admin'), given(text))).toEqual({
    rows: 2,
    columns: ['name', 'relation'],
    size: text.length,
  });
  expect(await showRoster(t.desk, as('hr'))).toEqual({ roster: null });
  expect(await blobs()).toBe(0);
});

test('a roster is sealed, read by jobs alone as it was, and the next takes its place', async () => {
  const first = await loadRoster(t.desk, as('admin'), given(text));
  expect(first).toMatchObject({ rows: 2, size: text.length, loadedBy: t.people.admin });
  expect(await showRoster(t.desk, as('stranger'))).toEqual({ roster: first });
  const last = await lastAct(t, 'log');
  expect(last?.act).toMatchObject({ type: 'roster-loaded', roster: first.id, rows: 2 });

  const open = await opened();
  const whole = async (one: typeof open): Promise<string> =>
    one === undefined ? '' : Buffer.concat(await Array.fromAsync(one.bytes.stream())).toString();
  expect(await whole(open)).toBe(text);
  for await (const { place } of t.desk.store.list()) {
    const sealed = Buffer.concat(await Array.fromAsync(t.desk.store.get(place)));
    expect(sealed.includes('Schmidt')).toBe(false);
  }

  const next = `${text}Eva Klein,partner\n`;
  const second = await loadRoster(t.desk, as('admin'), given(next));
  expect(await showRoster(t.desk, as('stranger'))).toEqual({ roster: second });
  const now = await opened();
  expect(now?.id).toBe(second.id);
  expect(await whole(now)).toBe(next);
  expect(await whole(open)).toBe(text);
});

test('of two that are loaded at once the later is in use, and both are in the log', async () => {
  const before = (await actsOf(t, 'log')).length;
  await Promise.all([loadRoster(t.desk, as('admin'), given(text)), loadRoster(t.desk, as('admin'), given(text))]);
  const acts = (await actsOf(t, 'log')).slice(before);
  expect((await showRoster(t.desk, as('admin'))).roster?.id).toBe(acts.at(-1)?.act['roster']);
  expect(acts).toHaveLength(2);
});

test.each([
  ['one that is not understood', 'name\nAnna\n', 'roster-invalid'],
  ['one that names nobody', 'name,relation\n', 'roster-invalid'],
])('of %s nothing stays', async (_, bad, code) => {
  const [before, kept] = [await showRoster(t.desk, as('admin')), await blobs()];
  await expect(loadRoster(t.desk, as('admin'), given(bad))).rejects.toMatchObject({ code });
  expect(await showRoster(t.desk, as('admin'))).toEqual(before);
  expect(await blobs()).toBe(kept);
});

test('a connection that ends in the middle leaves nothing', async () => {
  const kept = await blobs();
  const cut = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
    throw new Error('cut');
  };
  await expect(loadRoster(t.desk, as('admin'), { bytes: cut(), check })).rejects.toThrow('cut');
  expect(await blobs()).toBe(kept);
});

test.each(['lead', 'auditor', 'stranger'] as const)('%s loads and previews none, and no byte is read', async (name) => {
  let read = 0;
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    read += 1;
    yield Buffer.from(text);
  };
  const input = { bytes: bytes(), check };
  await expect(loadRoster(t.desk, as(name), input)).rejects.toMatchObject({ code: 'role-lacking' });
  await expect(previewRoster(t.desk, as(name), input)).rejects.toMatchObject({ code: 'role-lacking' });
  expect(read).toBe(0);
});

test('one that is larger than any roster is refused while it comes', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  let given = 0;
  const bytes = async function* (): AsyncGenerator<Uint8Array> {
    for (; given < 1000; given += 1) yield megabyte;
  };
  const drain: CheckRoster = async (all) => {
    for await (const piece of all) if (piece.length === 0) break;
    return { rows: 1, columns: ['name'] };
  };
  await expect(previewRoster(t.desk, as('admin'), { bytes: bytes(), check: drain })).rejects.toMatchObject({
    code: 'request-too-large',
  });
  expect(given).toBe(512);
});

test('without the scope of a job the workers see none', async () => {
  const { rows } = await transactNobody(t.worker, (client) => client.query('select id from cofferdam.roster'));
  expect(rows).toEqual([]);
});
