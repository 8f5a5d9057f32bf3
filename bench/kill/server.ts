import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import process from 'node:process';
import { below, lives, type Process } from './processes.ts';

export type Victim = 'server' | 'postgres' | 'child';

/** A server that is started again whenever it is gone, as a service manager does. */
export interface KeptServer {
  readonly address: string;
  /** What the first start printed. */
  readonly setUpCode: string;
  /** Starts after the first. */
  readonly restarts: number;
  /** Ends of the server by itself: its PostgreSQL was killed too often in a minute, or there is a mistake in it. */
  readonly gaveUp: number;
  /** Kills one, and tells which it was; undefined where there is none to kill right now. */
  kill(victim: Victim, pick: <T>(list: readonly T[]) => T): string | undefined;
  /** Rejects when it does not start again. */
  readonly failed: Promise<never>;
  /** Asks it to stop, and resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Processes of any of its lives that are still there. */
  leftOver(): readonly Process[];
}

const root = join(import.meta.dirname, '../..');
const main = join(root, 'src/server/main.ts');

/** Requests are met and jobs given back in much less. */
const stopMilliseconds = 30_000;

interface Life {
  readonly child: ChildProcess;
  readonly lines: readonly string[];
}

/** @param env beside PATH; with COFFERDAM_DATA, and COFFERDAM_PORT of a port that is free */
export async function keepServer(env: Readonly<Record<string, string>>): Promise<KeptServer> {
  const seen = new Map<string, Process>();
  let restarts = -1;
  let gaveUp = 0;
  let isStopping = false;
  let life: Life;
  const failed = Promise.withResolvers<never>();
  // It is waited for beside the work, or not at all.
  failed.promise.catch(() => undefined);

  const start = async (): Promise<Life> => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
      cwd: root,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-2000)));
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    const listens = Promise.withResolvers<void>();
    reader.on('line', (line) => {
      lines.push(line);
      if (line.startsWith('Cofferdam listens at ')) listens.resolve();
    });
    const exit = once(child, 'exit').then(([code]) => code as number | null);
    void exit.then(() => listens.reject(new Error(`the server ended before it listened: ${said}`)));
    await listens.promise;
    // The code follows on a line of its own.
    if (restarts === -1) while (lines.every((line) => !line.startsWith('Set-up code'))) await once(reader, 'line');
    restarts += 1;
    const started = { child, lines };
    const again = async (code: number | null): Promise<void> => {
      if (isStopping) return;
      if (code !== null) gaveUp += 1;
      life = await start();
    };
    void exit.then(again).catch(failed.reject);
    return started;
  };
  const note = (): readonly Process[] => {
    const found = below(life.child.pid ?? 0);
    for (const one of found) seen.set(`${one.pid} ${one.began}`, one);
    return found;
  };

  life = await start();
  const { lines } = life;
  return {
    address: /(http:\S+)/.exec(lines[0] ?? '')?.[1] ?? '',
    setUpCode: /^Set-up code[^:]*: (\S+)$/m.exec(lines.join('\n'))?.[1] ?? '',
    get restarts() {
      return restarts;
    },
    failed: failed.promise,
    get gaveUp() {
      return gaveUp;
    },
    kill(victim, pick) {
      const found = note();
      const candidates =
        victim === 'server'
          ? [life.child.pid ?? 0]
          : found
              .filter(({ program }) => (program === 'postgres') === (victim === 'postgres'))
              .flatMap(({ pid, program }) => (victim === 'child' && program !== 'node' ? [] : [pid]));
      if (candidates.length === 0) return undefined;
      const pid = pick(candidates);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        return undefined;
      }
      return victim;
    },
    async stop() {
      note();
      isStopping = true;
      const { child } = life;
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exit = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      // What does not stop when it is asked is killed: there is no exit code then.
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
      const [code] = await exit;
      clearTimeout(timer);
      return code;
    },
    leftOver: () => [...seen.values()].filter(lives),
  };
}
