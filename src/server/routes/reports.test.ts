import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { BlobReader, TextWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '#server/client';
import { actsOf } from '../../respond/incidents/testing/log.ts';
import { openTestIncident, type TestPerson } from '../../respond/testing/desk.ts';
import { inspectAll } from '../../../test/desk/testing/inspect-all.ts';
import { handIn } from '../../../test/desk/testing/asking.ts';
import { program } from '../../../test/cli/run.ts';
import { previewReport } from '../report/contract.ts';
import { openTestServer, type TestServer } from '../testing/server.ts';

const { addDecision } = operations.respond.decisions;
const { showFirstHour } = operations.respond.firstHour;

let box: TestServer;
let incident: string;
const sessions: Partial<Record<TestPerson, string>> = {};

/** Of the leak; none of it leaves in a report. */
const secrets = [
  'Zoe',
  'Wintergarten',
  'zoe.wintergarten',
  'leak.example',
  'DE89370400440532013000',
  'Kundenliste-Geheim',
  'Kiste',
];

beforeAll(async () => {
  box = await openTestServer();
  incident = await openTestIncident(box, [
    { name: 'dpo', role: 'dpo', compartments: ['facts'] },
    { name: 'comms', role: 'comms' },
    { name: 'legal', role: 'legal' },
  ]);
  for (const name of ['lead', 'dpo', 'comms', 'legal', 'auditor', 'stranger'] as const)
    sessions[name] = await box.session(name);
  const list = 'name,email,iban\nZoe Wintergarten,zoe.wintergarten@leak.example,DE89 3704 0044 0532 0130 00\n';
  await handIn(box, incident, { name: 'Kundenliste-Geheim.csv', bytes: list });
  await handIn(box, incident, { name: 'Kiste.pdf', bytes: '%PDF-1.7\n broken' });
  await inspectAll(box);
  await decide('The portal stays down', 'facts');
  await decide('Privileged: ask for advice', 'counsel');
});
afterAll(() => box.close());

const by = (name: TestPerson) => ({ session: sessions[name] ?? '' });
const decide = (text: string, compartment: 'facts' | 'counsel') =>
  box.ask(
    addDecision,
    { params: { incident }, body: { text, at: '2026-01-01T08:00:00Z', zone: 'Europe/Berlin', compartment } },
    by('lead'),
  );

/** A report as it goes over the wire, and its words. */
async function made(name: TestPerson, recipient = 'The authority') {
  const reply = await box.http.inject({
    method: 'POST',
    url: `/v1/incidents/${incident}/reports`,
    headers: { cookie: `__Host-cofferdam=${sessions[name]}` },
    payload: { format: 'docx', recipient },
  });
  if (reply.statusCode !== 200) return { reply, words: '' };
  const zip = new ZipReader(new BlobReader(new Blob([Uint8Array.from(reply.rawPayload)])));
  const texts: string[] = [];
  for (const entry of await zip.getEntries()) if (!entry.directory) texts.push(await entry.getData(new TextWriter()));
  return { reply, words: texts.join('\n').replaceAll(/<[^>]+>/g, '\n') };
}

test('a report says what was found, what was not read and why, what was decided, and for whom it is', async () => {
  const { reply, words } = await made('lead', 'Frau Dr. Amt & Söhne');
  const mark = /report-([0-9a-f-]{36})\.docx/.exec(String(reply.headers['content-disposition']))?.[1] ?? '';
  for (const said of [
    'A list of customers',
    'What leaked?',
    'Where else is it?',
    'Bank accounts (IBAN)',
    'The portal stays down',
    'Privileged: ask for advice',
    'Ku•••.csv',
    'Ki•••.pdf',
    'Frau Dr. Amt &amp; Söhne',
    mark,
  ]) {
    expect(words).toContain(said);
  }
  // The hash of the item, and why the other was not read.
  expect(words).toMatch(/[0-9a-f]{64}/);
  expect(words).toMatch(/Why files were not fully read/);
  const acts = await actsOf(box, incident);
  expect(acts.at(-1)?.act).toMatchObject({ type: 'report-exported', format: 'docx', mark });
  expect(JSON.stringify(acts)).not.toContain('Amt');
});

test('nothing personal of the leak is in it', async () => {
  const { words } = await made('lead');
  for (const secret of secrets) expect(words).not.toContain(secret);
  const preview = await box.ask(previewReport, { params: { incident } }, by('lead'));
  expect(preview.status).toBe(200);
  for (const secret of secrets) expect(preview.body).not.toContain(secret);
});

test('it holds what its maker may see, and no more', async () => {
  const { words } = await made('dpo');
  expect(words).toContain('The portal stays down');
  expect(words).not.toContain('Privileged');
  expect((await made('legal')).words).toContain('Privileged');
});

test.each<[TestPerson, number, string]>([
  ['comms', 403, 'role-lacking'],
  ['stranger', 404, 'nothing-there'],
  ['auditor', 404, 'nothing-there'],
])('%s gets none, and the log has no entry of one', async (name, status, code) => {
  const before = (await actsOf(box, incident)).filter(({ act }) => act.type === 'report-exported').length;
  const { reply } = await made(name);
  expect([reply.statusCode, (reply.json() as { code: string }).code]).toEqual([status, code]);
  const after = (await actsOf(box, incident)).filter(({ act }) => act.type === 'report-exported').length;
  expect(after).toBe(before);
});

test('a recipient that would rearrange the page is refused', async () => {
  for (const recipient of ['a\u202eb', 'a\u0000b', ' ', 'x'.repeat(301), '\ud800']) {
    expect((await made('lead', recipient)).reply.statusCode).toBe(400);
  }
});

test('the head in it is in an export of the log that was made later, as `cofferdam verify --head` finds', async () => {
  const { words } = await made('lead');
  const head = /Hash \(--head\)\s+([0-9a-f]{64})/.exec(words)?.[1] ?? '';
  const key = /Public key \(--key\)\s+([0-9a-f]{64})/.exec(words)?.[1] ?? '';
  await decide('Something later', 'facts');
  const exported = await box.ask(operations.log.exportLogOperation, { body: {} }, by('auditor'));
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-head-'));
  try {
    await writeFile(join(folder, 'log.ndjson'), exported.body);
    await writeFile(join(folder, 'key'), key);
    const verify = (hash: string) =>
      promisify(execFile)(program, [
        'verify',
        join(folder, 'log.ndjson'),
        '--head',
        hash,
        '--key',
        join(folder, 'key'),
      ]);
    expect((await verify(head)).stdout).toMatch(/whole/i);
    await expect(verify('0'.repeat(64))).rejects.toMatchObject({ code: 5 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the command writes it for its owner alone, and nothing where the server refuses', async () => {
  const address = await box.http.listen({ host: '127.0.0.1', port: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'cofferdam-command-'));
  const path = join(folder, 'report.pdf');
  const report = async (name: TestPerson) =>
    promisify(execFile)(program, ['report', incident, '--for', 'The authority', '-o', path], {
      env: { ...process.env, COFFERDAM_API_KEY: await box.key(name), COFFERDAM_URL: address },
    });
  try {
    await expect(report('comms')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Your role does not let you') as string,
    });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await report('legal');
    expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the first hour follows from what was found', async () => {
  const { answer } = await box.ask(showFirstHour, { params: { incident } }, by('lead'));
  expect(answer).toMatchObject({
    real: { certainty: 'partial', answer: expect.stringContaining('check digits of 1 number') as string },
    ours: { certainty: 'unknown', answer: expect.stringContaining('No roster is loaded') as string },
    isNew: { certainty: 'unknown' },
    flowing: { certainty: 'unknown' },
    mailAtRisk: false,
    credentials: [],
  });
});
