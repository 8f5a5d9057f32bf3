import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from 'vitest';
import { canChangeUser } from './command.ts';

const program = join(import.meta.dirname, 'testing/parent.ts');
const nobody = 65_534;
const asNobody = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];

/** False where this checkout lies in a folder that only its owner can enter. */
const canRunAsNobody =
  canChangeUser() && spawnSync('setpriv', [...asNobody, process.execPath, '--check', program]).status === 0;

interface Line {
  readonly act: string;
  readonly result?: unknown;
  readonly outcome?: unknown;
}

const started: ChildProcess[] = [];
afterEach(() => {
  for (const parent of started.splice(0)) parent.kill('SIGKILL');
});

/** Starts the program and resolves with what it says, once it has said something for each of `jobs`. */
async function start(
  jobs: readonly object[],
  front: readonly string[] = [],
): Promise<{ parent: ChildProcess; lines: Line[] }> {
  const [file = '', ...args] = [...front, process.execPath, program, ...jobs.map((job) => JSON.stringify(job))];
  const parent = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(parent);
  const lines: Line[] = [];
  for await (const line of createInterface({ input: parent.stdout })) {
    lines.push(JSON.parse(line) as Line);
    if (new Set(lines.map(({ act }) => act)).size === jobs.length) break;
  }
  return { parent, lines };
}

/** Processes that run the hostile entry for `parent`, by what their parent is and by their ids. */
function isRunning(pid: unknown): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** Shells that watch for the death of a parent. */
function watchdogs(): number {
  return readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes('while read -r sign pid');
    } catch {
      return false;
    }
  }).length;
}

const users: [string, string[]][] = [
  ['this user', []],
  ...(canRunAsNobody ? [['an ordinary user', ['setpriv', ...asNobody]] as [string, string[]]] : []),
];

describe.each(users)('the parent runs as %s', (_, front) => {
  test.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
    '%s leaves no child: looping, waiting or idle',
    async (signal) => {
      const before = watchdogs();
      const { parent, lines } = await start([{ act: 'loop' }, { act: 'wait' }, { act: 'pid' }], front);
      const pids = lines.flatMap(({ result }) => (typeof result === 'number' ? [result] : []));
      expect(pids).toHaveLength(3);
      expect(pids.map(isRunning)).toEqual([true, true, true]);
      const exit = new Promise((resolve) => parent.once('exit', (_code, by) => resolve(by)));
      parent.kill(signal);
      expect(await exit).toBe(signal);
      await expect.poll(() => pids.filter(isRunning), { timeout: 30_000 }).toEqual([]);
      await expect.poll(watchdogs, { timeout: 30_000 }).toBeLessThanOrEqual(before);
    },
  );
});

test.runIf(canRunAsNobody)('an ordinary user has the same confinement, but for the user id', async () => {
  const denied = ['read-own-source', 'spawn', 'worker', 'listen', 'list-folder'];
  const jobs = [...denied, 'environment', 'script-signal', 'ids', 'become-root'].map((act) => ({ act }));
  const files = [
    { act: 'read-file', path: '/etc/passwd' },
    { act: 'write-file', path: '/tmp/cofferdam-planted' },
  ];
  const { lines } = await start([...jobs, ...files], ['setpriv', ...asNobody]);
  const result = (name: string): unknown => lines.find(({ act }) => act === name)?.result;
  for (const act of [...denied, 'read-file', 'write-file'])
    expect([act, result(act)]).toEqual([act, 'ERR_ACCESS_DENIED']);
  expect(result('environment')).toEqual([]);
  expect(result('script-signal')).toBe('undefined');
  // EINVAL where a namespace of its own does not even know the id of root.
  expect(['EPERM', 'EINVAL']).toContain(result('become-root'));
  expect(result('ids')).toEqual([nobody, nobody, nobody, nobody, [nobody]]);
});

test.runIf(canRunAsNobody)('an ordinary user has the same memory limit', async () => {
  const { lines } = await start([{ act: 'flood-buffers' }], ['setpriv', ...asNobody]);
  expect(lines[0]?.outcome).toEqual({ ok: false, code: 'limit-memory' });
});

const namespace = ['unshare', '--user', '--map-root-user'];
const hasNamespaces =
  process.platform === 'linux' && spawnSync(namespace[0] ?? '', [...namespace.slice(1), 'true']).status === 0;

test.runIf(hasNamespaces)(
  'root of a namespace without other users: children run without its capabilities',
  async () => {
    const { lines } = await start([{ act: 'pid' }, { act: 'become-root' }, { act: 'wait' }], namespace);
    const pid = lines.find(({ act }) => act === 'wait')?.result;
    expect(readFileSync(`/proc/${String(pid)}/status`, 'latin1')).toMatch(/^CapEff:\s+0+$/m);
  },
);
