import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A program that is started again whenever it is gone, as a service manager does. */
export interface Kept {
  /** Of the present life; 0 where there is none right now. */
  readonly pid: number;
  /** All that the first life said until it was up. */
  readonly said: string;
  /** Starts after the first, those that failed among them. */
  readonly restarts: number;
  /** Exit code and last words of each life that ended by itself after it was up. */
  readonly gaveUp: readonly string[];
  /** Rejects when it does not start again. */
  readonly failed: Promise<never>;
  /** Asks it to stop, and resolves with its exit code; null where it had to be killed. */
  stop(): Promise<number | null>;
}

export interface KeepInit {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether it is up, from all that it said so far. */
  isUp(said: string, start: 'first' | 'later'): boolean;
  /** Whether a start that ended with these words is tried again in a moment. */
  isPassing?(said: string): boolean;
}

/** Requests are met and jobs given back in much less. */
const stopMilliseconds = 30_000;
const againMilliseconds = 200;
const keptWords = 20_000;
/** A start that is tried again and again: as long as a client waits for the server. */
const patienceMilliseconds = 180_000;

interface Life {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  said(): string;
}

export async function keep(init: KeepInit): Promise<Kept> {
  const gaveUp: string[] = [];
  let restarts = 0;
  let isStopping = false;
  let life: Life | undefined;
  const failed = Promise.withResolvers<never>();
  // It is waited for beside the work, or not at all.
  failed.promise.catch(() => undefined);

  const start = async (which: 'first' | 'later'): Promise<string> => {
    const until = performance.now() + patienceMilliseconds;
    for (;;) {
      const next = begin(init);
      life = next;
      if (await isUp(next, (said) => init.isUp(said, which))) {
        void next.exit.then(again).catch(failed.reject);
        return next.said();
      }
      const said = next.said();
      if (isStopping) return said;
      const wasKilled = next.child.signalCode !== null;
      if (!(wasKilled || init.isPassing?.(said) === true) || performance.now() > until)
        throw new Error(`${init.args.join(' ')} ended before it was up: ${said.slice(-2000)}`);
      restarts += 1;
      if (!wasKilled) await delay(againMilliseconds);
    }
  };
  const again = async (code: number | null): Promise<void> => {
    if (isStopping) return;
    if (code !== null) gaveUp.push(`exit code ${code}: ${lastWords(life?.said() ?? '')}`);
    restarts += 1;
    await start('later');
  };

  const said = await start('first');
  return {
    said,
    failed: failed.promise,
    gaveUp,
    get pid() {
      return life === undefined || hasEnded(life) ? 0 : (life.child.pid ?? 0);
    },
    get restarts() {
      return restarts;
    },
    async stop() {
      isStopping = true;
      if (life === undefined) return null;
      const { child, exit } = life;
      child.kill('SIGTERM');
      // What does not stop when it is asked is killed: there is no exit code then.
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
      const code = await exit;
      clearTimeout(timer);
      return code;
    },
  };
}

function begin({ program, args, env }: KeepInit): Life {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = (said + String(chunk)).slice(-keptWords)));
  const closed = once(child, 'close');
  const exit = once(child, 'exit').then(async ([code]) => {
    // Its last words may still be in the pipe, which an orphan would hold open for long.
    await Promise.race([closed, delay(300)]);
    return code as number | null;
  });
  return { child, exit, said: () => said };
}

/** Waits until it is up or over. */
async function isUp({ child, exit, said }: Life, check: (said: string) => boolean): Promise<boolean> {
  const up = new Promise<true>((resolve) => {
    const look = (): void => {
      if (check(said())) resolve(true);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
  });
  return Promise.race([up, exit.then((): false => false)]);
}

/** From the line on in which a program of ours, or Node for it, says why it ends. */
function lastWords(said: string): string {
  const lines = said.trimEnd().split('\n');
  const from = lines.findLastIndex((line) => /^(cofferdam: |node:|file:|Error|[A-Z]\w*Error\b)/.test(line));
  return lines
    .slice(from === -1 ? -3 : from)
    .join(' | ')
    .slice(0, 1000);
}

const hasEnded = ({ child }: Life): boolean => child.exitCode !== null || child.signalCode !== null;
