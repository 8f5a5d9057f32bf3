import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cofferdam } from '../../test/cli/run.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const linesOf = async (path: string): Promise<string[][]> =>
  (await readFile(path, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(','));

test('every person of the leak has the relation that the roster says', async () => {
  expect((await cofferdam(['range', '--seed', '11', '--out', join(folder, 'range')])).code).toBe(0);
  const [persons, records] = [join(folder, 'persons.csv'), join(folder, 'records.ndjson')];
  const ran = await cofferdam([
    'inspect',
    '--roster',
    join(folder, 'range', 'roster.csv'),
    '--persons',
    persons,
    '--records',
    records,
    '--format',
    'csv',
    '--output',
    join(folder, 'found.csv'),
    '--reveal',
    join(folder, 'range', 'leak'),
  ]);
  expect(ran.code).toBe(3);

  const [header = [], ...listed] = await linesOf(persons);
  const relations = new Map(listed.map((cells) => [cells[0], cells[header.indexOf('relation')]]));
  const [rosterHeader = [], ...roster] = await linesOf(join(folder, 'range', 'roster.csv'));
  const owner = new Map(roster.map((cells) => [cells[rosterHeader.indexOf('email')], cells[0]]));
  const [, ...truth] = await linesOf(join(folder, 'range', 'truth-persons.csv'));
  const truthOf = new Map(truth.map(([ref, relation]) => [ref, relation]));

  // Records of plain files: their bytes hold the mailbox by which the truth knows the person.
  const checked = new Set<string>();
  for (const line of (await readFile(records, 'utf8')).trim().split('\n')) {
    const { file, span, person } = JSON.parse(line) as {
      file: string;
      span: { start: number; end: number };
      person: number;
    };
    if (!/\.(?:ndjson|log|json|txt)$/u.test(file) || file.includes('!/')) continue;
    const text = (await readFile(file)).subarray(span.start, span.end).toString();
    const mailboxes = (text.match(/[\w.+-]+@[\w.-]+\.\w+/gu) ?? []).map((mailbox) => mailbox.toLowerCase());
    const refs = new Set(mailboxes.map((mailbox) => owner.get(mailbox)).filter((ref) => ref !== undefined));
    const [ref] = refs;
    if (ref === undefined || refs.size > 1) continue;
    checked.add(ref);
    expect([ref, relations.get(String(person))]).toEqual([ref, truthOf.get(ref)]);
  }
  expect(checked.size).toBeGreaterThan(30);
}, 120_000);

test('a roster that is not there, or not understood, ends the run before anything is read', async () => {
  const leak = join(folder, 'range', 'leak');
  const missing = await cofferdam(['inspect', '--roster', join(folder, 'nobody.csv'), leak]);
  expect([missing.code, missing.out]).toEqual([2, '']);
  const wrong = await cofferdam(['inspect', '--roster', join(import.meta.dirname, 'roster.ts'), leak]);
  expect([wrong.code, wrong.out]).toEqual([2, '']);
  expect(wrong.err).toMatch(/roster.*line 1/iu);
});
