import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transact } from '#platform/db';
import { type BlobStore, openFolderStore, openStored } from '#platform/vault';
import { incidentKey } from '../incident-key.ts';
import { loadRoster } from '../organisation/index.ts';
import { abandon } from './abandon.ts';
import { type Completed, type Intake, openIntake } from './intake.ts';
import { findStrays, type Stray } from './stray.ts';
import { type Swept, sweep } from './sweep.ts';
import { takePart, uploadStanding } from './take-part.ts';
import { bytesOf, type HandingIn } from './testing/hand-in.ts';
import { openTestIntake, stream, type TestIntake } from './testing/intake.ts';

let box: TestIntake;
let folder = '';
let completed: Completed[] = [];
beforeAll(async () => {
  box = await openTestIntake();
  folder = await mkdtemp(join(tmpdir(), 'cofferdam-crash-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await box.close();
});

/** The server as it starts again: another run on the same folder, which remembers nothing. */
async function restart(
  vault: string,
  parts: { readonly store?: (store: BlobStore) => BlobStore; readonly pool?: Pool } = {},
): Promise<Intake> {
  const store = await openFolderStore(vault);
  const { pool = box.desk.pool } = parts;
  return openIntake({
    desk: { ...box.desk, pool, store: parts.store?.(store) ?? store },
    home: 'here',
    onComplete: async (_client, one) => {
      completed.push(one);
      return 0;
    },
    onSealedOff: async () => undefined,
    checkpointBytes: 100_000,
  });
}

async function whole({ desk }: Intake, evidence: string, length: number): Promise<void> {
  const { rows } = await box.database.owner.query<{ blob: string }>(
    'select blob from cofferdam.evidence_bytes where evidence_id = $1',
    [evidence],
  );
  const key = await transact(desk.pool, box.as('analyst'), (c) => incidentKey(c, desk.master, box.incident));
  const opened = await openStored(desk.store, key, { incident: box.incident, name: rows[0]?.blob ?? '' });
  expect(Buffer.from(await opened.read(0, length + 1)).equals(bytesOf(0, length))).toBe(true);
  const { rows: once } = await box.database.owner.query(
    `select (select count(*)::int from cofferdam.custody_entry where evidence_id = $1) as custody,
       (select count(*)::int from cofferdam.log_entry
        where body::jsonb #>> '{act,type}' = 'evidence-completed' and body::jsonb #>> '{act,evidence}' = $1::text) as entries`,
    [evidence],
  );
  expect(once).toEqual([{ custody: 1, entries: 1 }]);
}

async function strays(vault: string): Promise<Stray[]> {
  const found: Stray[] = [];
  for await (const stray of findStrays({ worker: box.worker, store: await openFolderStore(vault) })) found.push(stray);
  return found;
}

async function swept(intake: Intake): Promise<Swept[]> {
  const found: Swept[] = [];
  for await (const one of sweep(intake, { worker: box.worker, store: intake.desk.store })) found.push(one);
  return found;
}

/** Sends all from where the upload stands, as a client does that lost its connection. */
async function goOn(intake: Intake, evidence: string, length: number): Promise<number> {
  const upload = { incident: box.incident, evidence };
  const { offset } = await uploadStanding(intake, box.as('analyst'), upload);
  if (offset < length) {
    const bytes = () => stream([bytesOf(offset, length - offset)]);
    await takePart(intake, box.as('analyst'), { ...upload, offset, bytes });
  }
  return offset;
}

describe('kill -9 of the process that takes a file in', () => {
  test.each([1, 2, 3, 4, 5])('again and again, seed %i: nothing acknowledged is lost or doubled', async (seed) => {
    const vault = join(folder, `killed-${seed}`);
    const length = 3_000_000;
    const evidence = await box.begin(length);
    let acknowledged = 0;
    for (let kill = 1; kill <= 2; kill += 1) {
      const what = handing(vault, evidence, length);
      acknowledged = await killedAfter(1 + ((seed * kill * 7) % 4), (seed * kill * 13) % 40, what);
      const intake = await restart(vault);
      const { offset } = await uploadStanding(intake, box.as('analyst'), { incident: box.incident, evidence });
      expect(offset).toBeGreaterThanOrEqual(acknowledged);
    }
    const intake = await restart(vault);
    await goOn(intake, evidence, length);
    await whole(intake, evidence, length);
    expect(await strays(vault)).toEqual([]);
  });
});

const script = join(import.meta.dirname, 'testing/hand-in.ts');

function handing(vault: string, evidence: string, length: number): HandingIn {
  const { database, desk, incident, people } = box;
  const master = desk.master.secret.export().toString('base64');
  return { database: database.app, vault, master, incident, evidence, person: people.analyst, length };
}

/** Kills it so many milliseconds after so many acknowledgements; gives the last that was heard. */
async function killedAfter(lines: number, milliseconds: number, what: HandingIn): Promise<number> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, JSON.stringify(what)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let heard = 0;
  let last = 0;
  for await (const line of createInterface(child.stdout)) {
    last = Number(line.split(' ')[1]);
    heard += 1;
    if (heard === lines) setTimeout(() => child.kill('SIGKILL'), milliseconds);
  }
  await ended;
  return last;
}

/** Fails at call number `at` of what it wraps, before the call or after it was met, and from then on. */
function breaker(at: number, when: 'before' | 'after') {
  let calls = 0;
  return {
    get broke() {
      return calls >= at;
    },
    around<A extends unknown[], R>(act: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
      return async (...args) => {
        calls += 1;
        if (calls > at || (calls === at && when === 'before')) throw new Error('power is gone');
        const result = await act(...args);
        if (calls === at) throw new Error('power is gone');
        return result;
      };
    },
  };
}

type Breaker = ReturnType<typeof breaker>;

function breakingStore(store: BlobStore, { around }: Breaker): BlobStore {
  return {
    ...store,
    resume: async (name, size) => {
      const partial = await store.resume(name, size);
      // What was opened is closed by the system when a process dies.
      await around(async () => undefined)().catch(async (error: unknown) => {
        await partial.close();
        throw error;
      });
      return {
        get size() {
          return partial.size;
        },
        append: around(partial.append),
        sync: around(partial.sync),
        keep: around(partial.keep),
        close: partial.close,
        discard: around(partial.discard),
      };
    },
    discard: around(store.discard),
  };
}

/** Statements of the server fail; what is open in a transaction is undone, as when the connection is gone. */
function breakingPool(pool: Pool, { around }: Breaker): Pool {
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const broken = around(query);
    return new Proxy(client, {
      get: (target, name) =>
        name === 'query'
          ? (...args: unknown[]) => (args[0] === 'rollback' ? query(...args) : broken(...args))
          : typeof Reflect.get(target, name) === 'function'
            ? (Reflect.get(target, name) as () => unknown).bind(target)
            : Reflect.get(target, name),
    });
  };
  return { connect } as unknown as Pool;
}

describe.each(['before', 'after'] as const)('power that goes %s any step', (when) => {
  test.each(['store', 'database'] as const)('of the %s: the file is there in the end, once', async (which) => {
    const length = 350_000;
    // Of the statements every third, others before than after: there are some seventy.
    for (let at = when === 'before' ? 1 : 2; ; at += which === 'store' ? 1 : 3) {
      const vault = join(folder, `${when}-${which}-${at}`);
      const evidence = await box.begin(length);
      completed = [];
      const broken = breaker(at, when);
      const intake = await restart(
        vault,
        which === 'store'
          ? { store: (store) => breakingStore(store, broken) }
          : { pool: breakingPool(box.desk.pool, broken) },
      );
      const half = { incident: box.incident, evidence, offset: 0, bytes: () => stream([bytesOf(0, 150_000)]) };
      const first = await takePart(intake, box.as('analyst'), half).catch(() => undefined);
      const second = first && (await goOn(intake, evidence, length).catch(() => undefined));
      const again = await restart(vault);
      const { offset } = await uploadStanding(again, box.as('analyst'), { incident: box.incident, evidence });
      expect(offset).toBeGreaterThanOrEqual(second === undefined ? (first?.offset ?? 0) : length);
      await goOn(again, evidence, length);
      await whole(again, evidence, length);
      expect(await strays(vault)).toEqual([]);
      if (!broken.broke) break;
      expect(at).toBeLessThan(200);
    }
  });
});

describe('what a crash leaves in the vault', () => {
  test('bytes that were kept while their row was not written are ended by the sweep, in the name of who sent them', async () => {
    const vault = join(folder, 'sweep-kept');
    const length = 350_033;
    const evidence = await box.begin(length);
    const upload = { incident: box.incident, evidence };
    const failing = openIntake({
      desk: { ...box.desk, store: await openFolderStore(vault) },
      home: 'here',
      onComplete: () => Promise.reject(new Error('killed')),
      onSealedOff: async () => undefined,
    });
    const first = { ...upload, offset: 0, bytes: () => stream([bytesOf(0, 10)]) };
    await takePart(failing, box.as('analyst'), first);
    await expect(goOn(failing, evidence, length)).rejects.toThrow('killed');
    expect(await strays(vault)).toMatchObject([
      { kind: 'unfinished', evidence, received: length, length },
      { kind: 'blob', incident: box.incident },
    ]);
    const intake = await restart(vault);
    expect(await swept(intake)).toMatchObject([{ did: 'completed', stray: { evidence } }]);
    await whole(intake, evidence, length);
    expect(await swept(intake)).toEqual([]);
  });

  test('is reported by what it is, and only what ended is removed', async () => {
    const vault = join(folder, 'sweep-kinds');
    const [going, ended, unheard] = [await box.begin(100), await box.begin(100), await box.begin(100)];
    const intake = await restart(vault);
    const send = (evidence: string, over: Intake) =>
      takePart(over, box.as('analyst'), {
        incident: box.incident,
        evidence,
        offset: 0,
        bytes: () => stream([bytesOf(0, 50)]),
      });
    await send(going, intake);
    const noDiscard = await restart(vault, { store: (store) => ({ ...store, discard: async () => false }) });
    await send(ended, noDiscard);
    await abandon(noDiscard, box.as('analyst'), { incident: box.incident, evidence: ended });
    await (await intake.desk.store.resume(`${'0'.repeat(32)}${unheard.replaceAll('-', '')}`, 0)).close();
    await (await intake.desk.store.resume('of-something-else', 0)).close();
    const found = await swept(await restart(vault));
    expect(found.map(({ stray, did }) => `${stray.kind} ${did}`).toSorted()).toEqual([
      'ended discarded',
      'unfinished left',
      'unknown left',
      'unknown left',
    ]);
    expect((await swept(await restart(vault))).map(({ stray }) => stray.kind).toSorted()).toEqual([
      'unfinished',
      'unknown',
      'unknown',
    ]);
  });
});

test('a roster is none of what a kill left: it lies in the vault for good', async () => {
  const intake = await restart(join(folder, 'sweep-roster'));
  const bytes = new Blob(['name,relation\nAnna Schmidt,customer\n']).stream();
  await loadRoster(intake.desk, box.as('admin'), {
    bytes: bytes as unknown as AsyncIterable<Uint8Array>,
    check: async (read) => {
      await Array.fromAsync(read);
      return { rows: 1, columns: ['name', 'relation'] };
    },
  });
  expect(await swept(intake)).toEqual([]);
});

describe('two processes on one upload', () => {
  const part = (evidence: string, bytes: AsyncIterable<Uint8Array>) => ({
    incident: box.incident,
    evidence,
    offset: 0,
    bytes: () => bytes,
  });

  test('the second waits until the first gave no sign of life, and the first then writes nothing that counts', async () => {
    const evidence = await box.begin(1000);
    const vault = join(folder, 'two');
    const other = openIntake({
      desk: { ...box.desk, store: await openFolderStore(`${vault}-other`) },
      home: 'elsewhere',
      onComplete: async () => 0,
      onSealedOff: async () => undefined,
    });
    const first = await restart(vault);
    const paused = async function* () {
      yield bytesOf(0, 100);
      await expect(takePart(other, box.as('analyst'), part(evidence, stream([bytesOf(0, 10)])))).rejects.toMatchObject({
        code: 'upload-busy',
      });
      box.wait(20_000);
      await takePart(other, box.as('analyst'), part(evidence, stream([bytesOf(0, 10)])));
      yield bytesOf(100, 100);
    };
    await expect(takePart(first, box.as('analyst'), part(evidence, paused()))).rejects.toMatchObject({
      code: 'upload-busy',
    });
    const { offset } = await uploadStanding(other, box.as('analyst'), { incident: box.incident, evidence });
    expect(offset).toBe(10);
  });

  test('a clock that was set back an hour keeps nobody waiting for an hour', async () => {
    const evidence = await box.begin(1000);
    await box.database.owner.query(
      `update cofferdam.evidence_upload set holder = 'elsewhere/1', held_until = $2 where evidence_id = $1`,
      [evidence, new Date(box.desk.now() + 3_600_000)],
    );
    const intake = await restart(join(folder, 'clock'));
    expect(await takePart(intake, box.as('analyst'), part(evidence, stream([bytesOf(0, 10)])))).toMatchObject({
      offset: 10,
    });
  });
});

test('a disk that fills up in the middle: what was acknowledged stays, and it goes on when there is room', async () => {
  const vault = join(folder, 'full');
  const length = 3_000_000;
  const evidence = await box.begin(length);
  // The limit of a file's size, and the trap that turns its signal into a failing write, as on a full disk.
  const limited = `trap '' XFSZ; ulimit -f 1024; exec "$0" "$@"`;
  const what = JSON.stringify(handing(vault, evidence, length));
  const { stdout } = spawnSync('bash', ['-c', limited, process.execPath, script, what], { encoding: 'utf8' });
  expect(stdout).toMatch(/acknowledged 750000\n(acknowledged 1000000\n)?failed disk-full\n$/);
  const intake = await restart(vault);
  expect(await goOn(intake, evidence, length)).toBeGreaterThanOrEqual(750_000);
  await whole(intake, evidence, length);
  expect(await strays(vault)).toEqual([]);
});
