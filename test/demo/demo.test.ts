import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient, operations } from '#server/client';
import { type RunningServer, startServer } from '../desk/running.ts';

// `npm run demo` as a newcomer runs it, against a server as `npm start` has it; then what somebody sees who signs in.

const { identity, respond } = operations;
const main = join(import.meta.dirname, '../../demo/main.ts');

let server: RunningServer;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-demo-test-'));
  server = await startServer({ COFFERDAM_DATA: join(folder, 'data'), HOME: folder });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param cutAt what it says before it is killed */
async function demo(
  args: readonly string[],
  { typed = '', home = folder, cutAt }: { typed?: string; home?: string; cutAt?: string } = {},
): Promise<Ran> {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, '--server', server.address, ...args],
    { env: { PATH: process.env['PATH'], HOME: home, TMPDIR: folder }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => {
    err += String(chunk);
    if (cutAt !== undefined && err.includes(cutAt)) child.kill('SIGKILL');
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(typed);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/**
 * As a demo leaves its journal that is killed before it hears what became of what it hands in: in the incident in which an
 * item was sealed off, which is there for nobody any more. Protected files of the other are locked anew, with other bytes.
 */
async function forgetUploads(): Promise<void> {
  const kept = join(folder, '.config/cofferdam');
  const [name = ''] = (await readdir(kept)).filter((one) => one.startsWith('demo-'));
  const journal = JSON.parse(await readFile(join(kept, name), 'utf8')) as { done: Record<string, string> };
  const uploads = Object.keys(journal.done).filter((step) => step.startsWith('upload '));
  const sealed = uploads.find((step) => step.includes('minutes'))?.split(' ')[1] ?? 'none';
  const forgotten = uploads.filter((step) => step.includes(sealed) && !step.includes('minutes'));
  expect(forgotten.length).toBeGreaterThan(10);
  for (const step of forgotten) delete journal.done[step];
  await writeFile(join(kept, name), JSON.stringify(journal));
}

/** Mail address and password by what the person does, as the table has them. */
function accountsOf(table: string): ReadonlyMap<string, { mail: string; password: string; secret: string }> {
  return new Map(
    table
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [mail = '', password = '', secret = ''] = line.split(/ {2,}/).slice(-3);
        return [mail.split('@')[0] ?? '', { mail, password, secret }];
      }),
  );
}

/** As somebody does it who has no authenticator app at hand. */
async function signIn(given: { readonly mail: string; readonly password: string } | undefined): Promise<Client> {
  const { mail = '', password = '' } = given ?? {};
  const { address } = server;
  const begun = await createClient({ address }).call(identity.openSessionOperation, { body: { mail, password } });
  const code = (await demo(['code', mail])).out.trim();
  const used = await createClient({ address, session: begun.session }).call(identity.useFactor, { body: { code } });
  return createClient({ address, session: used.session });
}

test('it sets a new desk up, goes on after a kill, doubles nothing, and names accounts that can sign in', async () => {
  const wrong = await demo(['--persons', '120', '--set-up', 'AAAA-BBBB']);
  expect(wrong).toMatchObject({ code: 1, out: '' });
  expect(wrong.err).toContain('not the set-up code');

  // The code is asked for where it was not given.
  const cut = await demo(['--persons', '120'], { typed: `${server.setUpCode}\n`, cutAt: 'Third incident' });
  expect(cut.code).toBeNull();
  expect((await demo(['--persons', '120'], { cutAt: 'They are being inspected' })).code).toBeNull();
  await forgetUploads();
  const whole = await demo(['--persons', '120']);
  expect(whole).toMatchObject({ code: 0 });
  expect(whole.err).toContain('Done in');
  const again = await demo([]);
  expect(again).toMatchObject({ code: 0, out: whole.out });
  expect(again.err).toContain('nothing was made');

  const accounts = accountsOf(whole.out);
  expect([...accounts.keys()]).toEqual([
    'admin',
    'lead',
    'analyst',
    'dpo',
    'legal',
    'hr',
    'comms',
    'executive',
    'guest',
    'auditor',
  ]);
  const lead = await signIn(accounts.get('lead'));
  const { items } = (await lead.call(respond.listIncidents, { query: {} })).answer;
  expect(items.map(({ title }) => title)).toEqual([
    'Customer and staff files on an open share',
    'Disk of a laptop that a supplier lost',
    'Somebody offers a list of our staff on a forum',
  ]);
  const [inspected = '', broken = '', fresh = ''] = items.map(({ id }) => id);

  const impactOf = async (incident: string) => (await lead.call(respond.showImpact, { params: { incident } })).answer;
  const first = await impactOf(fresh);
  expect(first.items).toMatchObject({ whole: 0, waiting: 0, uploading: 0 });

  // 120 persons leaked, and one item lies sealed off.
  const full = await impactOf(inspected);
  expect(full.items).toMatchObject({ waiting: 0, uploading: 0, notSearched: 0, sealedOff: 1 });
  const [count] = full.persons;
  expect(count?.certain).toBeLessThanOrEqual(125);
  expect(count?.possible).toBeGreaterThanOrEqual(120);
  // Some of them are on the roster, and of some nobody knows who they are.
  expect(Object.keys(count?.relations ?? {})).toEqual(expect.arrayContaining(['customer', 'employee', 'unknown']));
  const evidence = (
    await lead.call(respond.evidence.listEvidence, { params: { incident: inspected }, query: { limit: 200 } })
  ).answer;
  expect(new Set(evidence.items.map(({ name, sha256 }) => `${name} ${sha256}`)).size).toBe(evidence.items.length);
  expect(evidence.items.filter(({ sealedOff }) => sealedOff !== null)).toHaveLength(1);
  const { members } = (await lead.call(respond.listMembers, { params: { incident: inspected } })).answer;
  expect(members.map(({ role }) => role).sort()).toEqual(
    ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms', 'executive', 'guest'].sort(),
  );
  const decisions = (await lead.call(respond.decisions.listDecisions, { params: { incident: inspected } })).answer;
  expect(decisions.decisions).toHaveLength(5);
  const { aware } = (await lead.call(respond.listAwareness, { params: { incident: inspected } })).answer;
  expect(aware).toHaveLength(2);

  // What is protected or broken is told apart from what is clean, and the archive whose password was given is open.
  const part = await impactOf(broken);
  expect(part.searchedInWhole).toBe(false);
  expect(part.reasons).toMatchObject({ 'wrong-password': 2, 'format-unsupported': 3, 'no-words-found': 1 });
  // Three that were cut off and a photograph; of an archive its members as well.
  expect(part.reasons['damaged']).toBeGreaterThanOrEqual(4);

  // Admins and auditors sign in and see no incident.
  for (const key of ['admin', 'auditor']) {
    const one = await signIn(accounts.get(key));
    expect((await one.call(respond.listIncidents, { query: {} })).answer.items).toEqual([]);
  }

  // Nothing of it is in the log of the server; the file with the accounts is for its owner alone; no leak is left over.
  for (const { password, secret } of accounts.values()) {
    expect(server.said()).not.toContain(password);
    expect(server.said()).not.toContain(secret);
  }
  const kept = join(folder, '.config/cofferdam');
  const [name = ''] = (await readdir(kept)).filter((one) => one.startsWith('demo-'));
  expect((await stat(join(kept, name))).mode & 0o777).toBe(0o600);

  // Somebody else on the machine: neither without being an admin, nor on a desk where others work.
  const other = join(folder, 'other');
  const typed = async (key: string): Promise<string> => {
    const { mail = '', password = '' } = accounts.get(key) ?? {};
    return `${mail}\n${password}\n${(await demo(['code', mail])).out.trim()}\n`;
  };
  const refused = await demo([], { home: other, typed: await typed('analyst') });
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toContain('the demo invites people, which an admin does');
  await rm(other, { recursive: true });
  const used = await demo([], { home: other, typed: await typed('admin') });
  expect(used).toMatchObject({ code: 2, out: '' });
  expect(used.err).toContain('other people have accounts');
}, 300_000);

test('what is not understood is said before anything is sent', async () => {
  for (const args of [['--persons', '3'], ['--server', 'nonsense'], ['--wrong']]) {
    expect(await demo(args)).toMatchObject({ code: 2, out: '' });
  }
  const silent = await demo(['--server', 'http://127.0.0.1:9']);
  expect(silent).toMatchObject({ code: 1, out: '' });
  expect(silent.err).toContain('No Cofferdam answers');
  expect((await demo(['code', 'nobody@desk.example'])).code).toBe(2);
});
