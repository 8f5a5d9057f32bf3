import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';

const main = join(import.meta.dirname, 'main.ts');

const folders: string[] = [];
const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cofferdam-start-'));
  folders.push(folder);
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  /** What it said last on standard output, where it listens; '' where it ended before. */
  readonly address: string;
  readonly said: () => string;
}

async function start(env: Readonly<Record<string, string>>): Promise<Started> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env['PATH'], COFFERDAM_PORT: '0', COFFERDAM_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    const [, address] = /^Cofferdam listens at (http:\S+)$/.exec(line) ?? [];
    if (address !== undefined) return { child, address, said: () => said };
  }
  if (child.exitCode === null) await once(child, 'exit');
  return { child, address: '', said: () => said };
}

async function end({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exit) as [number | null];
  return code;
}

const postmasterOf = (data: string): number =>
  Number(readFileSync(join(data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);

/** Processes that have the folder in what they were started with. */
const processesOf = (data: string): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) && Number(pid) !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)
      );
    } catch {
      return false;
    }
  });

test('a server starts in an empty folder, answers, stops when asked, and leaves no process behind', async () => {
  const data = place();
  const server = await start({ COFFERDAM_DATA: data });
  expect(await (await fetch(`${server.address}/healthz`)).json()).toEqual({ status: 'alive' });
  expect(await (await fetch(`${server.address}/readyz`)).json()).toEqual({ status: 'ready' });
  const second = await start({ COFFERDAM_DATA: data });
  expect([second.child.exitCode, second.said()]).toEqual([1, expect.stringContaining('in use by another Cofferdam')]);
  expect(await end(server, 'SIGTERM')).toBe(0);
  expect(processesOf(data)).toEqual([]);
});

test('a port that is taken is named, and nothing stays behind', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const data = place();
  const server = await start({ COFFERDAM_DATA: data, COFFERDAM_PORT: port });
  other.close();
  expect(server.child.exitCode).toBe(1);
  expect(server.said()).toContain(`Another program listens on this port (${port})`);
  expect(processesOf(data)).toEqual([]);
});

test.each([
  [{ COFFERDAM_PORT: 'http' }, 'COFFERDAM_PORT: a number'],
  [{ COFFERDAM_HOST: '192.0.2.1' }, 'host 192.0.2.1: this machine has no such address'],
  [{ COFFERDAM_DATA: '/proc/nowhere' }, '/proc/nowhere'],
  [{ DATABASE_URL: 'postgresql://desk:geheim@127.0.0.1:1/desk' }, 'The database does not answer'],
])('%j: what is wrong is said in a sentence', async (env, message) => {
  const server = await start({ COFFERDAM_DATA: place(), ...env });
  expect([server.child.exitCode, server.said()]).toEqual([1, expect.stringContaining(message)]);
  expect(server.said()).not.toContain('geheim');
});

test('a database that is killed is back, and requests are met again', async () => {
  const data = place();
  const server = await start({ COFFERDAM_DATA: data });
  const killed = postmasterOf(data);
  process.kill(killed, 'SIGKILL');
  const seen = new Set<number>();
  // Each request waits for its answer: this is as often as the server answers, until it is ready with another postmaster.
  for (;;) {
    const { status } = await fetch(`${server.address}/readyz`);
    seen.add(status);
    let now = killed;
    try {
      now = postmasterOf(data);
    } catch {
      continue;
    }
    if (status === 200 && now !== killed) break;
  }
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(await end(server, 'SIGTERM')).toBe(0);
});

test('a server that is killed leaves a folder in which the next one starts', async () => {
  const data = place();
  const server = await start({ COFFERDAM_DATA: data });
  await end(server, 'SIGKILL');
  const next = await start({ COFFERDAM_DATA: data });
  expect(await (await fetch(`${next.address}/readyz`)).json()).toEqual({ status: 'ready' });
  expect(await end(next, 'SIGINT')).toBe(0);
  expect(processesOf(data)).toEqual([]);
});

test('a file of settings with a mistake stops the start', async () => {
  const data = place();
  writeFileSync(join(data, 'cofferdam.yaml'), 'prot: 80\n');
  const server = await start({ COFFERDAM_DATA: data });
  expect(server.said()).toContain(`prot in ${join(data, 'cofferdam.yaml')}: there is no such setting`);
});
