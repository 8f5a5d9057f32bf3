import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deskCommands } from '../../src/cli/desk/commands.ts';
import { identityContract } from '#platform/auth';
import { createClient } from '#server/client';
import { codeOf, openWay, type Ran, runProgram, type RunningServer, startServer, type Typed } from './running.ts';

const passwords = {
  ada: 'a long walk by the quiet harbour',
  lea: 'seven grey herons on one leg',
  doc: 'read the page and then do it',
} as const;
type Person = keyof typeof passwords;

let folder: string;
let server: RunningServer;
/** Secrets of authenticator apps, recovery codes and tokens of sessions, as each got to know them. */
const secrets: Partial<Record<Person, string>> = {};
const tokens: string[] = [];
let invitation = '';
let incident = '';
/** What the program said in all runs whose purpose is not to hand a secret over. */
let saidElsewhere = '';

const homeOf = (person: string): string => join(folder, person);
const loginOf = (person: string): string => join(homeOf(person), '.config/cofferdam/login.json');

interface Given {
  readonly typed?: readonly Typed[];
  readonly env?: Readonly<Record<string, string>>;
}

async function run(person: string, args: readonly string[], given: Given = {}): Promise<Ran> {
  const ran = await runProgram(args, { home: homeOf(person), ...given }).ended;
  const handsOver = ['set-up', 'join', 'invite'].includes(args[0] ?? '');
  saidElsewhere += handsOver ? ran.err : ran.out + ran.err;
  return ran;
}

let recovery: readonly string[] = [];
const recoveryCodesIn = (out: string): readonly string[] => out.match(/^[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}$/gm) ?? [];

/** Reads the secret off the screen, and types the code. */
const enrols =
  (person: Person): Typed =>
  (out) => {
    const secret = /^secret: ([A-Z2-7]+)$/m.exec(out)?.[1];
    if (secret === undefined) return undefined;
    secrets[person] = secret;
    return codeOf(secret);
  };

const keptToken = (person: Person): string => {
  const { session } = JSON.parse(readFileSync(loginOf(person), 'utf8')) as { session: string };
  tokens.push(session);
  return session;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cofferdam-cli-'));
  for (const name of ['ada', 'lea', 'doc', 'nobody']) mkdirSync(homeOf(name));
  server = await startServer({ COFFERDAM_DATA: join(folder, 'data'), COFFERDAM_JOBS: '1' });
  expect(server.address, server.said()).not.toBe('');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a new desk', () => {
  test('what it serves at /openapi.json is what docs/openapi.json says', async () => {
    const served = await (await fetch(`${server.address}/openapi.json`)).json();
    const written = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8');
    expect(served).toEqual(JSON.parse(written));
  });

  test('before anybody set it up, nobody signs in', async () => {
    const typed = ['ada@desk.example', passwords.ada];
    const { code, err } = await run('ada', ['login', server.address], { typed });
    expect([code, err]).toEqual([1, expect.stringContaining('Nobody has set this installation up yet')]);
  });

  test('the first admin types the code that the server printed, and is signed in', async () => {
    const typed = [
      server.setUpCode,
      'Ada',
      'ada@desk.example',
      passwords.ada,
      passwords.ada,
      'no',
      'yes',
      enrols('ada'),
    ];
    const { code, out, err } = await run('ada', ['set-up', server.address], { typed });
    expect([code, err]).toEqual([0, expect.stringContaining(`Signed in at ${server.address}`)]);
    expect(out).toMatch(
      /^half A: (?:\S+\n){4}half B: (?:\S+\n){4}secret: [A-Z2-7]{32}\naddress: otpauth:\S+\n(?:\S+\n){10}$/,
    );
    expect(statSync(loginOf('ada')).mode & 0o777).toBe(0o600);
    expect(keptToken('ada')).toMatch(/^[\w-]{43}$/);
  });

  test('nobody sets it up twice', async () => {
    const typed = [server.setUpCode, 'Eve', 'eve@desk.example', passwords.ada, passwords.ada];
    const { code, err } = await run('nobody', ['set-up', server.address], { typed });
    expect([code, err]).toEqual([1, expect.stringContaining('set up already')]);
  });

  test('an admin invites; the code alone goes to standard output', async () => {
    const { code, out, err } = await run('ada', ['invite', 'Lea', 'lea@desk.example']);
    expect([code, err]).toEqual([0, expect.stringContaining(`cofferdam join ${server.address}`)]);
    expect(out).toMatch(/^\S{20,}\n$/);
    invitation = out.trim();
  });

  test('who is invited joins, with a password typed twice alike and an app', async () => {
    const typed = [invitation, 'another one of ten words', passwords.lea, passwords.lea, passwords.lea, enrols('lea')];
    const { code, out, err } = await run('lea', ['join', server.address], { typed });
    expect([code, err]).toEqual([0, expect.stringMatching(/not the same[^]*Signed in at/)]);
    recovery = recoveryCodesIn(out);
    keptToken('lea');
  });

  test('an invitation is good once', async () => {
    const typed = [invitation, passwords.lea, passwords.lea];
    const { code, err } = await run('nobody', ['join', server.address], { typed });
    expect([code, err]).toEqual([1, expect.not.stringContaining(invitation)]);
  });
});

describe('work on an incident', () => {
  test('an admin opens none; a member of the desk does, and leads it', async () => {
    expect((await run('ada', ['incident', 'open', 'Customer list'])).code).toBe(1);
    const opened = await run('lea', [
      'incident',
      'open',
      'Customer list',
      '--code-name',
      'Amber Gate',
      '--severity',
      'high',
    ]);
    expect(opened).toEqual({ code: 0, out: expect.stringMatching(/^[\da-f-]{36} {2}Amber Gate\n$/), err: '' });
    incident = opened.out.slice(0, 36);
    const again = await run('lea', ['incident', 'open', 'Another', '--code-name', 'amber gate']);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('code name')]);
  });

  test('it is listed, and shown by id and by code name', async () => {
    const list = await run('lea', ['incident', 'list']);
    expect(list.out).toMatch(new RegExp(`^${incident}  .*assess +high +Amber Gate  Customer list\n$`));
    const byName = await run('lea', ['incident', 'show', 'amber GATE']);
    expect(byName.out).toMatch(
      /^Customer list\n[^]*you +lead, facts, counsel, person-concerned\n[^]*Nobody stated yet/,
    );
    const byId = await run('lea', ['incident', 'show', incident.toUpperCase(), '--format', 'json']);
    expect(JSON.parse(byId.out)).toMatchObject({ id: incident, codeName: 'Amber Gate', awareness: [] });
    const none = await run('ada', ['incident', 'list']);
    expect(none).toMatchObject({ code: 0, out: '', err: expect.stringContaining('You are a member of no incident') });
  });

  test('a folder is handed in, file by file; what cannot be is named', async () => {
    const leak = join(folder, 'leak');
    mkdirSync(join(leak, 'below'), { recursive: true });
    writeFileSync(
      join(leak, 'customers.csv'),
      'name,email\nErika Mustermann,erika@example.com\nMax Muster,max@example.com\n',
    );
    writeFileSync(join(leak, 'below/notes.txt'), 'nothing of note\n');
    writeFileSync(join(leak, 'below/empty.txt'), '');
    writeFileSync(join(leak, 'odd\u001b[2Jname.txt'), 'odd\n');
    const { code, out, err } = await run('lea', [
      'hand-in',
      'Amber Gate',
      leak,
      '--how',
      'found',
      '--source',
      'a forum',
    ]);
    expect([code, err]).toEqual([0, '']);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^[\da-f-]{36} {2}\S/);
    expect(out).not.toContain('\u001b');
    const missing = await run('lea', ['hand-in', incident, join(folder, 'missing')]);
    expect([missing.code, missing.out]).toEqual([2, '']);
  });

  test('impact waits until everything is searched and the persons are counted', async () => {
    const { code, out } = await run('lea', ['impact', 'Amber Gate', '--wait']);
    expect(code).toBe(3);
    expect(out).toMatch(/^All that was handed in was searched in whole\.\n/);
    expect(out).toMatch(/Evidence +4 searched in whole/);
    expect(out).toMatch(/2 {2}E-mail addresses/);
    expect(out).toMatch(/Persons\n {2}2 to 2 /);
    expect(out).not.toMatch(/erika|mustermann/i);
  });

  test('what comes later is waited for again, and counted', async () => {
    const more = join(folder, 'more.csv');
    writeFileSync(more, 'name,email\nJanne Doe,janne@example.com\n');
    expect((await run('lea', ['hand-in', incident, more])).code).toBe(0);
    const { code, out } = await run('lea', ['impact', incident, '--wait', '--format', 'json']);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ items: { whole: 5, waiting: 0 }, persons: [{ certain: 3, possible: 3 }] });
  });

  test('a large file whose sending was killed goes on where it was', async () => {
    const large = join(folder, 'large.bin');
    const bytes = 32 * 1024 ** 2;
    writeFileSync(large, randomBytes(bytes));
    const way = await openWay(server.address, bytes / 2);
    try {
      const login = JSON.parse(readFileSync(loginOf('lea'), 'utf8')) as object;
      mkdirSync(join(homeOf('lea-far'), '.config/cofferdam'), { recursive: true });
      writeFileSync(loginOf('lea-far'), JSON.stringify({ ...login, address: way.address }), { mode: 0o600 });
      const first = runProgram(['hand-in', incident, large], { home: homeOf('lea-far') });
      await way.full;
      first.child.kill('SIGKILL');
      expect(await first.ended).toMatchObject({ out: '' });
      way.widen();
      const { code, out, err } = await run('lea-far', ['hand-in', incident, large]);
      expect([code, err, out.trimEnd().split('\n').length]).toEqual([0, '', 1]);
      expect(way.passed()).toBeLessThan(0.6 * bytes);
      expect(readdirSync(join(homeOf('lea-far'), '.local/state/cofferdam/uploads'))).toEqual([]);
    } finally {
      await way.close();
    }
    const { code, out } = await run('lea', ['impact', incident, '--wait']);
    expect([code, out]).toEqual([5, expect.stringMatching(/^NOT ALL was searched[^]*1 format-unsupported/)]);
  });
});

describe('what goes wrong is said, with an exit code', () => {
  test.each([
    ['an incident that is none of hers', ['incident', 'show', 'Nobody knows'], 2, 'none of your incidents'],
    ['an id that is none', ['incident', 'show', '00000000-0000-4000-8000-000000000000'], 1, 'nothing at this address'],
    ['impact of what is none', ['impact', '00000000-0000-4000-8000-000000000000'], 1, 'nothing at this address'],
    ['somebody who may not invite', ['invite', 'Eve', 'eve@desk.example'], 1, 'role'],
    ['a severity that is none', ['incident', 'open', 'x', '--severity', 'dire'], 2, 'Allowed choices'],
    [
      'a time without a zone',
      ['hand-in', 'Amber Gate', 'package.json', '--obtained', '2026-01-31T09:30'],
      1,
      'request',
    ],
  ])('%s', async (_, args, code, message) => {
    const ran = await run('lea', args);
    expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringContaining(message)]);
  });

  test('somebody who did not sign in', async () => {
    for (const args of [
      ['incident', 'list'],
      ['hand-in', 'x', 'package.json'],
    ]) {
      const { code, out, err } = await run('nobody', args);
      expect([code, out, err]).toEqual([1, '', expect.stringContaining('cofferdam login')]);
    }
    expect(await run('nobody', ['logout'])).toMatchObject({ code: 0, err: 'Nobody was signed in.\n' });
  });

  test('a wrong password, and an account that is none, are told alike', async () => {
    const wrong = await run('nobody', ['login', server.address, '--mail', 'lea@desk.example'], {
      typed: ['not the password of hers'],
    });
    const none = await run('nobody', ['login', server.address, '--mail', 'none@desk.example'], {
      typed: ['not the password of hers'],
    });
    const requestless = (text: string): string => text.replace(/request [\da-f-]{36}/, 'request');
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(requestless(wrong.err)).toBe(requestless(none.err));
    expect(wrong.err).not.toContain('not the password');
  });

  test('answers that end too early', async () => {
    const { code, err } = await run('nobody', ['login', server.address, '--mail', 'lea@desk.example']);
    expect([code, err]).toEqual([2, expect.stringContaining('the input ended before the answer to "Password:"')]);
  });

  test('a server that is not there', async () => {
    const typed = ['lea@desk.example', passwords.lea];
    const { code, err } = await run('nobody', ['login', 'http://127.0.0.1:1'], { typed });
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('No Cofferdam answers at this address (http://127.0.0.1:1)'),
    ]);
  });

  test('a login that others can read is not used', async () => {
    chmodSync(loginOf('lea'), 0o644);
    try {
      const { code, err } = await run('lea', ['incident', 'list']);
      expect([code, err]).toEqual([1, expect.stringContaining(loginOf('lea'))]);
    } finally {
      chmodSync(loginOf('lea'), 0o600);
    }
  });

  test('a login that is no login', async () => {
    mkdirSync(join(homeOf('broken'), '.config/cofferdam'), { recursive: true });
    writeFileSync(loginOf('broken'), '{"address": "http://127', { mode: 0o600 });
    const { code, err } = await run('broken', ['incident', 'list']);
    expect([code, err]).toEqual([1, expect.stringContaining('cofferdam login')]);
  });
});

describe('keys and sessions', () => {
  test('a key does what it was made for, and nothing else', async () => {
    const client = createClient({ address: server.address, session: keptToken('lea') });
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const code = recovery.at(0) ?? '';
    const body = { name: 'A script', scopes: ['incidents:read' as const], expires, code };
    const { answer } = await client.call(identityContract.makeApiKey, { body });
    tokens.push(answer.key);
    const env = { COFFERDAM_API_KEY: answer.key, COFFERDAM_URL: server.address };
    expect((await run('nobody', ['incident', 'list'], { env })).out).toContain('Amber Gate');
    const beyond = await run('nobody', ['impact', incident], { env });
    expect([beyond.code, beyond.err]).toEqual([1, expect.stringContaining('scope')]);
  });

  test('signing out ends the session there as well, and signing in needs the app again', async () => {
    const token = keptToken('lea');
    expect(await run('lea', ['logout'])).toMatchObject({ code: 0, err: `Signed out at ${server.address}.\n` });
    const client = createClient({ address: server.address, session: token });
    await expect(client.call(identityContract.listOwnSessions)).rejects.toMatchObject({ code: 'not-signed-in' });
    expect((await run('lea', ['incident', 'list'])).code).toBe(1);
    // The code of now was used when she joined, perhaps; that of the next step was not.
    const typed = [passwords.lea, '000000', codeOf(secrets.lea ?? '', 1)];
    const { code, err } = await run('lea', ['login', server.address, '--mail', 'Lea@desk.example'], { typed });
    expect([code, err]).toEqual([0, expect.stringMatching(/was used before[^]*Signed in at/)]);
    expect((await run('lea', ['incident', 'list'])).out).toContain('Amber Gate');
  });
});

test('the examples of docs/api.md do what they say', async () => {
  const invited = (await run('ada', ['invite', 'Doc', 'doc@desk.example'])).out.trim();
  const typed = [invited, passwords.doc, passwords.doc, enrols('doc')];
  const joined = await run('doc', ['join', server.address], { typed });
  expect(joined.code).toBe(0);
  const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  const examples = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, example]) => example);
  expect(examples.length).toBeGreaterThan(7);
  // As the doc has it, `grep` ends the script where an answer is not as it says.
  const script = ['set -e -o pipefail', 'cd "$(mktemp -d -p "$HOME")"', ...examples, 'cat list.csv'].join('\n');
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: homeOf('doc'),
    DESK: server.address,
    MAIL: 'doc@desk.example',
    PASSWORD: passwords.doc,
    CODE: codeOf(secrets.doc ?? '', 1),
    RECOVERY_CODE: recoveryCodesIn(joined.out).at(0) ?? '',
  };
  const shell = spawn('bash', ['-s'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (piece) => (said += String(piece)));
  shell.stdin.end(script);
  const [code] = (await once(shell, 'close')) as [number | null];
  expect([code, said]).toEqual([0, expect.stringMatching(/Erika Mustermann,erika@example\.com\n$/)]);
  expect(said).not.toContain('cfd_');
});

test('no option takes a secret, since others see what a program was started with', () => {
  const commands = deskCommands().flatMap((command) => [command, ...command.commands]);
  expect(commands.length).toBeGreaterThan(9);
  for (const command of commands) {
    const taken = command.options
      .filter(({ required, optional }) => required || optional)
      .map(({ long }) => long ?? '');
    // The name of a file that holds some tells nothing.
    const named = taken.filter((option) => !option.endsWith('-file'));
    expect(named.filter((option) => /password|secret|token|key|half|session|-code$/.test(option))).toEqual([]);
    const names = command.registeredArguments.map((argument) => argument.name());
    expect(names.filter((name) => /password|secret|token|key|half|code/.test(name))).toEqual([]);
  }
});

test('neither the program nor the server repeats a secret', () => {
  const all = saidElsewhere + server.said();
  for (const secret of [...Object.values(passwords), ...Object.values(secrets), ...tokens, invitation]) {
    expect(secret.length).toBeGreaterThan(12);
    expect(all.includes(secret)).toBe(false);
  }
  expect(server.said()).not.toMatch(/Customer list|Amber Gate|customers\.csv|@desk\.example/);
});
