import { ZipWriter, Uint8ArrayReader, Uint8ArrayWriter } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorker } from '#server/inspection';
import { evidence, impact } from '#respond';
import { openTestIncident } from '../../respond/testing/desk.ts';
import { settled, until } from '../inspection/testing/evidence.ts';
import { openTestServer, type TestServer } from '../testing/server.ts';

// Over HTTP, with real readers: what people are shown of hostile bytes.

let box: TestServer;
let incident = '';
let session = '';
const ids: Record<string, string> = {};

const list = 'name,email,note\nMaria Muster,maria@kunde.example,wrote from maria@kunde.example\n';
const page = '<html><script>fetch("https://evil.example")</script><p>Mail: jan@kunde.example</p></html>';
const long = Array.from({ length: 20_000 }, (_, row) => `line ${row} of a long text without anybody in it`).join('\n');

async function zip(files: Readonly<Record<string, string>>, password?: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false, ...(password && { password }) });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new Uint8ArrayReader(Buffer.from(text)));
  return writer.close();
}

async function handIn(name: string, bytes: Buffer): Promise<string> {
  const asker = { person: box.people.analyst };
  const said = { incident, name: Buffer.from(name), how: 'found', length: bytes.length } as const;
  const begun = await evidence.beginHandIn(box.desk, asker, said);
  const pieces = async function* () {
    yield bytes;
  };
  await evidence.takePart(box.intake, asker, { incident, evidence: begun.evidence, offset: 0, bytes: pieces });
  return begun.evidence;
}

beforeAll(async () => {
  box = await openTestServer();
  incident = await openTestIncident(box, [
    { name: 'analyst', role: 'analyst' },
    { name: 'comms', role: 'comms' },
  ]);
  session = await box.session('analyst');
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'list.csv': list,
    'page.html': page,
    'long.txt': long,
    'all.zip': await zip({ 'a.txt': 'first', 'b/list.csv': list }),
    'two.zip': await zip({ 'a.txt': 'first', 'b.txt': 'second' }),
    'shut.zip': await zip({ 'a.txt': 'first' }, 'a password'),
    'names.zip': await zip({
      'Muster Maria/Kündigung\u202enosj.json': '{"maria_muster":{"email":"maria@kunde.example"}}',
    }),
    'noise.bin': new Uint8Array(5000).map((_, at) => (at * 7919) % 251),
  };
  for (const [name, bytes] of Object.entries(files)) ids[name] = await handIn(name, Buffer.from(bytes));
  const worker = await openWorker({
    ...box.desk,
    connection: box.database.worker,
    children: 1,
    onTrouble: () => undefined,
  });
  await until(box, settled);
  await worker.stop();
});
afterAll(() => box.close());

const show = (name: string, file = 0, by = { session }) =>
  box.ask(evidence.previewEvidence, { params: { incident, evidence: ids[name] ?? '' }, query: { file } }, by);
const textOf = ({ segments }: evidence.Preview): string => segments.map(({ text }) => text).join('');

test('text is shown with what is recognised in it masked, wherever it stands', async () => {
  const { status, answer, body, headers } = await show('list.csv');
  expect(status).toBe(200);
  expect(answer).toMatchObject({ file: 0, path: '', format: 'csv', status: 'inspected', reason: null, more: false });
  expect(textOf(answer)).toMatch(/^name,email,note\n/);
  expect(new Set(answer.segments.map(({ element }) => element))).toEqual(new Set([null, 'person-name', 'email']));
  expect(answer.segments.filter(({ element }) => element === 'email')).toHaveLength(2);
  for (const value of ['maria@kunde', 'Maria Muster']) expect(body).not.toContain(value);
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['content-type']).toMatch(/^application\/json/);
});

test('of a page with script there is text, and nothing that runs', async () => {
  const { answer, body } = await show('page.html');
  expect(answer.format).toBe('html');
  expect(textOf(answer)).toContain('Mail: ');
  expect(body).not.toContain('<script');
  expect(body).not.toContain('jan@kunde');
});

test('a file in a container is reached by the number that its inspection gave it', async () => {
  const files = await box.ask(
    impact.listFiles,
    { params: { incident }, query: { evidence: ids['all.zip'] ?? '' } },
    { session },
  );
  const member = files.answer.items.find(({ path }) => path.endsWith('b/list.csv'));
  const { answer, body } = await show('all.zip', member?.number);
  expect(answer).toMatchObject({ path: '!/b/list.csv', format: 'csv', status: 'inspected' });
  expect(textOf(answer)).toContain('name,email,note');
  expect(body).not.toContain('maria@kunde');
});

test('who does not open evidence is told of the files inside by masked names, and of their places by numbers', async () => {
  const item = ids['names.zip'] ?? '';
  const seenBy = async (name: 'analyst' | 'comms') => {
    const by = { session: await box.session(name) };
    const files = await box.ask(impact.listFiles, { params: { incident }, query: { evidence: item } }, by);
    const findings = await box.ask(impact.listFindings, { params: { incident }, query: { evidence: item } }, by);
    return [
      files.answer.items.map(({ path }) => path),
      [...new Set(findings.answer.items.map(({ where }) => JSON.stringify(where)))],
    ];
  };
  expect(await seenBy('analyst')).toEqual([
    ['', '!/Muster Maria/Kündigung\u202enosj.json'],
    ['{"line":1,"column":27,"field":"maria_muster.email"}'],
  ]);
  expect(await seenBy('comms')).toEqual([['', '!/Mu•••/Kü•••.json'], ['{"line":1,"column":27,"field":"ma•••"}']]);
});

test('of a long text the first 256 KiB are shown, and it says that there is more', async () => {
  const { answer } = await show('long.txt');
  expect(answer).toMatchObject({ more: true });
  expect(textOf(answer)).toBe(long.slice(0, 256 * 1024));
});

test.each([
  ['what no format reads', 'noise.bin', 0, 'format-unsupported'],
  ['what is behind a password', 'shut.zip', 1, 'wrong-password'],
])('%s says why it cannot be shown', async (_, name, file, reason) => {
  const { status, answer } = await show(name, file);
  expect([status, answer.status, answer.reason, answer.segments]).toEqual([200, 'unreadable', reason, []]);
});

test('a number that leads to another file than it did is refused, and one that led nowhere', async () => {
  const swap = (from: number, to: number) =>
    box.database.owner.query(
      `update cofferdam.inspected_file f set number = $2 from cofferdam.inspection_run r
       where r.id = f.run_id and r.evidence_id = $1 and f.number = $3`,
      [ids['two.zip'], to, from],
    );
  expect((await show('two.zip', 1)).answer.path).toBe('!/a.txt');
  // As after an inspection with a password, behind which there were more files. The path is sealed for its number.
  await swap(2, 3);
  expect((await show('two.zip', 2)).code).toBe('nothing-there');
  expect((await show('two.zip', 99)).code).toBe('nothing-there');
});

test('each look is in the log before a byte is read, with nothing of what was seen', async () => {
  const { rows } = await box.database.owner.query<{ act: unknown }>(
    `select body::jsonb -> 'act' as act from cofferdam.log_entry
     where chain = $1 and body::jsonb #>> '{act,type}' = 'evidence-previewed' order by seq limit 1`,
    [incident],
  );
  expect(rows[0]?.act).toEqual({ type: 'evidence-previewed', evidence: ids['list.csv'], file: 0 });
  for (const word of ['maria', 'kunde.example', 'Muster']) expect(box.logged()).not.toContain(word);
});

test('who may not look at bytes may not look at their text, and nobody at what is sealed off', async () => {
  expect((await show('list.csv', 0, { session: await box.session('comms') })).code).toBe('role-lacking');
  expect((await show('list.csv', 0, { session: await box.session('stranger') })).code).toBe('nothing-there');
  await box.ask(
    evidence.sealEvidenceOff,
    {
      params: { incident, evidence: ids['page.html'] ?? '' },
      body: { why: 'classified', people: [box.people.lead], reason: 'marked' },
    },
    { session },
  );
  expect((await show('page.html')).code).toBe('evidence-sealed-off');
});
