import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outcome } from './job.ts';
import { canChangeUser } from './command.ts';
import { type Pool, type PoolOptions, openPool } from './pool.ts';

const root = join(import.meta.dirname, '../../..');
const entry = new URL('testing/hostile.ts', import.meta.url);
const limits = { heapMegabytes: 128, bufferMegabytes: 128, cpuSeconds: 600 };
const isRoot = canChangeUser();
const hasNetworks =
  spawnSync('unshare', [...(isRoot ? [] : ['--user', '--map-current-user']), '--net', 'true']).status === 0;

const pools: Pool[] = [];
function open(options: Partial<PoolOptions> = {}): Pool {
  const pool = openPool({ entry, root, init: null, size: 1, limits, ...options });
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

interface Ran {
  readonly outcome: Outcome;
  readonly events: Readonly<Record<string, unknown>>[];
  readonly result: unknown;
}

async function run(pool: Pool, job: object, seconds = 60, onEvent?: (header: object) => Promise<void>): Promise<Ran> {
  const events: Readonly<Record<string, unknown>>[] = [];
  const outcome = await pool.run({
    job,
    seconds,
    read: async (offset, length) => new Uint8Array(length).fill(offset % 7),
    onEvent: async (header, body) => {
      events.push({ ...header, body: body.length });
      await onEvent?.(header);
    },
  });
  return { outcome, events, result: events[0]?.result };
}

const ok = { ok: true };
const failed = (code: string): object => ({ ok: false, code });

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a child that was taken over', () => {
  const denied = 'ERR_ACCESS_DENIED';
  test('reads no file, not even its own source', async () => {
    const pool = open();
    const secret = join(tmpdir(), `cofferdam-sandbox-${process.pid}`);
    writeFileSync(secret, 'x');
    expect((await run(pool, { act: 'read-file', path: '/etc/passwd' })).result).toBe(denied);
    expect((await run(pool, { act: 'read-file', path: secret })).result).toBe(denied);
    expect((await run(pool, { act: 'read-file', path: '/proc/self/environ' })).result).toBe(denied);
    expect((await run(pool, { act: 'read-own-source' })).result).toBe(denied);
    expect((await run(pool, { act: 'list-folder' })).result).toBe(denied);
  });

  test('writes no file, starts no process, no thread and no code out of strings', async () => {
    const pool = open();
    expect((await run(pool, { act: 'write-file', path: join(tmpdir(), 'cofferdam-planted') })).result).toBe(denied);
    expect((await run(pool, { act: 'spawn' })).result).toBe(denied);
    expect((await run(pool, { act: 'worker' })).result).toBe(denied);
    expect((await run(pool, { act: 'eval' })).result).toBe('EvalError');
  });

  test('has no network: neither out nor in', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    let visits = 0;
    server.on('connection', () => (visits += 1));
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const pool = open();
    expect((await run(pool, { act: 'connect', port })).result).toBe(denied);
    expect((await run(pool, { act: 'listen' })).result).toBe(denied);
    expect((await run(pool, { act: 'datagram' })).result).toBe(denied);
    await new Promise((resolve) => server.close(resolve));
    expect(visits).toBe(0);
  });

  test.runIf(hasNetworks)('is in a network without interfaces, for native code as well', async () => {
    const pid = (await run(open(), { act: 'pid' })).result as number;
    expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'));
    const interfaces = readFileSync(`/proc/${pid}/net/dev`, 'latin1').split('\n').slice(2).join();
    expect(interfaces).not.toMatch(/[1-9]/);
  });

  test('finds nothing in its environment and its folder', async () => {
    process.env.COFFERDAM_TEST_SECRET = 'x';
    const pool = open();
    expect((await run(pool, { act: 'environment' })).result).toEqual([]);
    expect((await run(pool, { act: 'folder' })).result).toBe('/');
    delete process.env.COFFERDAM_TEST_SECRET;
  });

  test('has no process.kill in script', async () => {
    expect((await run(open(), { act: 'script-signal' })).result).toBe('undefined');
  });

  test.runIf(isRoot)('is another user than root and than other children, for good', async () => {
    const pool = open();
    const [uid, euid, gid, egid, groups] = (await run(pool, { act: 'ids' })).result as [
      number,
      number,
      number,
      number,
      number[],
    ];
    expect(uid).toBeGreaterThan(60_000);
    expect([euid, gid, egid]).toEqual([uid, uid, uid]);
    expect(groups.filter((group) => group !== uid)).toEqual([]);
    expect((await run(pool, { act: 'become-root' })).result).toBe('EPERM');
    expect((await run(pool, { act: 'signal-parent' })).result).toBe(-constants.errno.EPERM);
    const sibling = (await run(open(), { act: 'pid' })).result as number;
    expect((await run(pool, { act: 'signal-process', pid: sibling })).result).toBe(-constants.errno.EPERM);
  });

  test('can still use WebAssembly', async () => {
    expect((await run(open(), { act: 'webassembly' })).result).toBe(1 << 20);
  });

  test.each([
    ['bytes that are no frame', { act: 'garbage' }],
    ['a header that is not JSON', { act: 'raw', header: '{"t":' }],
    ['a header that is a list', { act: 'raw', header: [] }],
    ['an unknown frame', { act: 'raw', header: { t: 'shell' } }],
    ['a body of 4 GB', { act: 'raw', header: { t: 'event', header: {} }, body: 0xffffffff }],
    ['a read at a negative offset', { act: 'raw', header: { t: 'read', id: 1, offset: -1, length: 1 } }],
    ['a read of 1 GB', { act: 'raw', header: { t: 'read', id: 1, offset: 0, length: 1 << 30 } }],
    ['a second ready', { act: 'raw', header: { t: 'ready' } }],
    ['events without waiting', { act: 'raw', header: { t: 'event', header: {} }, times: 1000 }],
    ['an event without header', { act: 'raw', header: { t: 'event', header: null } }],
  ])('is killed for sending %s', async (_, job) => {
    const pool = open();
    expect((await run(pool, job)).outcome).toEqual(failed('reader-crashed'));
    expect((await run(pool, { act: 'pid' })).outcome).toEqual(ok);
  });
});

describe('a failure costs one job only', () => {
  test.each([
    ['flood-buffers', 'limit-memory'],
    ['flood-heap', 'limit-memory'],
    ['flood-webassembly', 'limit-memory'],
    ['exit', 'reader-crashed'],
    ['throw', 'reader-crashed'],
    ['stray-rejection', 'reader-crashed'],
  ])('%s is %s', async (act, code) => {
    const pool = open();
    const before = (await run(pool, { act: 'pid' })).result;
    expect((await run(pool, { act })).outcome).toEqual(failed(code));
    const after = await run(pool, { act: 'pid' });
    expect(after.outcome).toEqual(ok);
    expect(after.result).not.toBe(before);
  });

  test('an endless loop ends at its time', async () => {
    const pool = open();
    const { outcome, result } = await run(pool, { act: 'loop' }, 0.5);
    expect(outcome).toEqual(failed('limit-time'));
    expect((await run(pool, { act: 'pid' })).outcome).toEqual(ok);
    expect(isRunning(result as number)).toBe(false);
  });

  test('what was sent before a crash arrives', async () => {
    const { outcome, events } = await run(open(), { act: 'crash-after-event' });
    expect(outcome).toEqual(failed('reader-crashed'));
    expect(events).toEqual([{ result: 'before', body: 0 }]);
  });

  test('a child killed from outside', async () => {
    const pool = open({ size: 2 });
    const killed = run(pool, { act: 'wait' }, 60, async (header) => {
      process.kill((header as { result: number }).result, 'SIGKILL');
    });
    const other = run(pool, { act: 'events', count: 100, bytes: 10 });
    expect((await killed).outcome).toEqual(failed('reader-crashed'));
    expect((await other).events).toHaveLength(100);
  });

  test('input that cannot be read fails with its code', async () => {
    const outcome = await open().run({
      job: { act: 'sum', bytes: 10, count: 10 },
      seconds: 60,
      read: async () => {
        throw Object.assign(new Error('x'), { code: 'EIO' });
      },
      onEvent: async () => undefined,
    });
    expect(outcome).toEqual(failed('reader-crashed'));
  });

  test('an event that the caller cannot take ends the job with that error', async () => {
    const pool = open();
    const refuse = run(pool, { act: 'events', count: 5, bytes: 1 }, 60, async () => {
      throw new Error('disk full');
    });
    await expect(refuse).rejects.toThrow('disk full');
    expect((await run(pool, { act: 'pid' })).outcome).toEqual(ok);
  });

  test('a child that cannot load is the sandbox that is unavailable, with the reason', async () => {
    const { outcome } = await run(open({ init: 'broken' }), { act: 'pid' });
    expect(outcome).toMatchObject({
      ok: false,
      code: 'sandbox-unavailable',
      why: expect.stringContaining('cannot load'),
    });
  });
});

/** A child process of this one with such a word on its command line. */
function childNamed(word: string): number | undefined {
  for (const entry of readdirSync('/proc')) {
    try {
      if (!/^\d+$/.test(entry) || !readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(word)) continue;
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      if (Number(parent) === process.pid) return Number(entry);
    } catch {
      // Gone in between.
    }
  }
  return undefined;
}

describe('the pool', () => {
  test.skipIf(!existsSync('/proc/self/stat'))('a child that is killed while it starts is replaced', async () => {
    const job = run(open({ size: 1 }), { act: 'pid' });
    let starting: number | undefined;
    while ((starting = childNamed('hostile.ts')) === undefined) await new Promise(setImmediate);
    process.kill(starting, 'SIGKILL');
    const { outcome, result } = await job;
    expect(outcome).toEqual(ok);
    expect(result).not.toBe(starting);
  });

  test('uses a child for 200 jobs, then another', async () => {
    const pool = open();
    const pids: unknown[] = [];
    for (let index = 0; index < 201; index += 1) pids.push((await run(pool, { act: 'pid' })).result);
    expect(new Set(pids.slice(0, 200)).size).toBe(1);
    expect(pids[200]).not.toBe(pids[0]);
  });

  test('starts no more children than its size, and all jobs get their turn', async () => {
    const pool = open({ size: 2 });
    const ran = await Promise.all(Array.from({ length: 20 }, () => run(pool, { act: 'pid' })));
    expect(ran.every(({ outcome }) => outcome.ok)).toBe(true);
    expect(new Set(ran.map(({ result }) => result)).size).toBeLessThanOrEqual(2);
  });

  test('hands over the bytes asked for', async () => {
    const { result } = await run(open(), { act: 'sum', bytes: 3_000_000, count: 3_000_000 });
    let sum = 0;
    for (let at = 0; at < 3_000_000; at += 1 << 20) sum += (at % 7) * Math.min(1 << 20, 3_000_000 - at);
    expect(result).toBe(sum);
  });

  test('hands over events in order, whole, and no faster than they are taken', async () => {
    const pool = open();
    let open_ = 0;
    let most = 0;
    const { events, outcome } = await run(pool, { act: 'events', count: 300, bytes: 200_000 }, 60, async () => {
      open_ += 1;
      most = Math.max(most, open_);
      await new Promise((resolve) => setImmediate(resolve));
      open_ -= 1;
    });
    expect(outcome).toEqual(ok);
    expect(most).toBe(1);
    expect(events).toEqual(Array.from({ length: 300 }, (_, index) => ({ index, body: 200_000 })));
  });

  test('is not disturbed by a parser that prints', async () => {
    expect((await run(open(), { act: 'chatter' })).outcome).toEqual(ok);
  });

  test('leaves no child when closed, busy or idle', async () => {
    const pool = open({ size: 2 });
    const idle = (await run(pool, { act: 'pid' })).result as number;
    let busy = 0;
    const loop = run(pool, { act: 'loop' }, 60, async (header) => {
      busy = (header as { result: number }).result;
      void pool.close();
    });
    expect((await loop).outcome).toEqual(failed('reader-crashed'));
    await pool.close();
    expect([idle, busy].map(isRunning)).toEqual([false, false]);
  });
});
