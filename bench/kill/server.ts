import { join } from 'node:path';
import process from 'node:process';
import { keep, type Kept } from './keep.ts';
import { below, lives, type Process, processOf } from './processes.ts';

export type Victim = 'server' | 'worker' | 'postgres' | 'child';

/** A server with workers beside it on the same database, each started again whenever it is gone. */
export interface KeptServer {
  readonly address: string;
  /** What the first start printed. */
  readonly setUpCode: string;
  /** Starts after the first. */
  readonly restarts: Readonly<Record<'server' | 'worker', number>>;
  /**
   * What server and workers said last that ended by themselves. A server does so, with `database-ended`, when its
   * PostgreSQL ended for the fourth time within a minute: it starts it again three times (src/platform/db/engine), and
   * leaves it to whoever keeps the server to go on after that, or to look into it. A PostgreSQL ends when its main process
   * is killed, or any other while it recovers; else it replaces what was killed itself. Any other reason is a mistake.
   */
  readonly gaveUp: readonly string[];
  /** Readers that were seen below workers. */
  readonly seenBelowWorkers: number;
  /** Kills one, and tells which it was; undefined where there is none to kill right now. */
  kill(victim: Victim, pick: <T>(list: readonly T[]) => T): string | undefined;
  /** Rejects when one of them does not start again. */
  readonly failed: Promise<never>;
  /** Asks the workers to stop, then the server, and resolves with the exit code of each. */
  stop(): Promise<Readonly<Record<'server' | 'workers', readonly (number | null)[]>>>;
  /** Processes of any of their lives that are still there. */
  leftOver(): readonly Process[];
}

const root = join(import.meta.dirname, '../..');
const flags = '--disable-warning=ExperimentalWarning';
const workerFlags = [flags, '--max-semi-space-size=8'];
const hasNoDatabase = /^cofferdam: (The database does not answer|The embedded PostgreSQL ended by itself)/m;
const hasStarted = 'cofferdam: the worker waits for jobs';

/** @param env beside PATH; with COFFERDAM_DATA, and COFFERDAM_PORT of a port that is free */
export async function keepServer(env: Readonly<Record<string, string>>, workers: number): Promise<KeptServer> {
  const seen = new Map<string, Process>();
  const readers = new Set<string>();
  const environment = { PATH: process.env['PATH'], ...env };
  const server = await keep({
    program: process.execPath,
    args: [flags, join(root, 'src/server/main.ts')],
    env: environment,
    // The code follows on a line of its own.
    isUp: (said, start) => (start === 'first' ? /^Set-up code.*\n/m : /^Cofferdam listens at .*\n/m).test(said),
    // One whose PostgreSQL is killed as it starts ends: it starts it again only later.
    isPassing: (said) => hasNoDatabase.test(said),
  });
  const startWorker = (): Promise<Kept> =>
    keep({
      // What bin/cofferdam runs, without the shell before it.
      program: process.execPath,
      args: [...workerFlags, join(root, 'src/cli/main.ts'), 'worker', '--jobs', '1'],
      env: environment,
      isUp: (said) => said.includes(hasStarted),
      // A worker that finds no database ends: whoever keeps it starts it again.
      isPassing: (said) => hasNoDatabase.test(said),
    });
  const beside = await Promise.all(Array.from({ length: workers }, startWorker)).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const all = [server, ...beside];
  const failed = Promise.race(all.map((kept) => kept.failed));
  failed.catch(() => undefined);

  /** Kept so that none of them is missed at the end, and theirs neither. */
  const note = (): readonly Process[] => {
    const found: Process[] = [];
    for (const kept of all) {
      const own = kept.pid === 0 ? undefined : processOf(kept.pid);
      if (own === undefined) continue;
      const under = below(kept.pid);
      for (const one of [own, ...under]) seen.set(`${one.pid} ${one.began}`, one);
      found.push(...under);
      if (kept !== server)
        for (const { pid, began, program } of under) if (program === 'node') readers.add(`${pid} ${began}`);
    }
    return found;
  };
  const candidates = (victim: Victim): readonly number[] => {
    const found = note();
    if (victim === 'server') return server.pid === 0 ? [] : [server.pid];
    if (victim === 'worker') return beside.flatMap(({ pid }) => (pid === 0 ? [] : [pid]));
    const wanted = victim === 'postgres' ? 'postgres' : 'node';
    return found.flatMap(({ pid, program }) => (program === wanted ? [pid] : []));
  };

  return {
    address: /^Cofferdam listens at (http:\S+)$/m.exec(server.said)?.[1] ?? '',
    setUpCode: /^Set-up code[^:]*: (\S+)$/m.exec(server.said)?.[1] ?? '',
    get restarts() {
      return { server: server.restarts, worker: beside.reduce((sum, { restarts }) => sum + restarts, 0) };
    },
    failed,
    get gaveUp() {
      return all.flatMap((kept) => kept.gaveUp.map((why) => `${kept === server ? 'server' : 'worker'}, ${why}`));
    },
    get seenBelowWorkers() {
      return readers.size;
    },
    kill(victim, pick) {
      const pids = candidates(victim);
      if (pids.length === 0) return undefined;
      try {
        process.kill(pick(pids), 'SIGKILL');
      } catch {
        return undefined;
      }
      return victim;
    },
    async stop() {
      note();
      const ended = await Promise.all(beside.map((worker) => worker.stop()));
      return { workers: ended, server: [await server.stop()] };
    },
    leftOver: () => [...seen.values()].filter(lives),
  };
}
