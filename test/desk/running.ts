import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { totpCodeOf, totpStepAt } from '#platform/auth';
import { program } from '../cli/run.ts';

const main = join(import.meta.dirname, '../../src/server/main.ts');
const path = { PATH: process.env['PATH'] ?? '' };

/** A server as `npm start` runs it. */
export interface RunningServer {
  /** Empty where it ended before it listened. */
  readonly address: string;
  /** Empty where it is set up. */
  readonly setUpCode: string;
  readonly pid: number;
  /** All that it wrote. */
  said(): string;
  /** Its exit code. */
  stop(): Promise<number | null>;
}

/** Resolves when it says all that it says at a start, or ended. */
export async function startServer(
  env: Readonly<Record<string, string>>,
  state: 'new' | 'set up' = 'new',
): Promise<RunningServer> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...path, COFFERDAM_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const lines = createInterface({ input: child.stdout });
  const last = state === 'new' ? 'Set-up code' : 'Cofferdam listens at ';
  await new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      said += `${line}\n`;
      if (line.startsWith(last)) resolve();
    });
    lines.on('close', resolve);
  });
  const first = (pattern: RegExp): string => pattern.exec(said)?.[1] ?? '';
  return {
    address: first(/^Cofferdam listens at (http:\S+)$/m),
    setUpCode: first(/^Set-up code[^:]*: (\S+)$/m),
    pid: child.pid ?? 0,
    said: () => said,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const [code] = await exit;
      return code;
    },
  };
}

/** A line for standard input: as it is, or out of what the program said so far; undefined until it can be told. */
export type Typed = string | ((out: string) => string | undefined);

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ran>;
}

/** Runs the real program as somebody with an own home, who types line after line. */
export function runProgram(
  args: readonly string[],
  { home, env = {}, typed = [] }: { home: string; env?: Readonly<Record<string, string>>; typed?: readonly Typed[] },
): Running {
  const child = spawn(program, args, { env: { ...path, HOME: home, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const left = [...typed];
  let [out, err] = ['', ''];
  const type = (): void => {
    for (;;) {
      const [next] = left;
      const line = typeof next === 'function' ? next(out) : next;
      if (line === undefined) break;
      left.shift();
      child.stdin.write(`${line}\n`);
    }
    if (left.length === 0) child.stdin.end();
  };
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
    type();
  });
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  type();
  return { child, ended };
}

/** Shows what an authenticator app would; `steps` of 30 s from now. */
export function codeOf(secret: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
  return totpCodeOf(bytes, totpStepAt(Date.now()) + steps);
}

/** A way to the server on which no more than so many bytes get through, for as long as it is narrow. */
export interface Way {
  readonly address: string;
  /** Bytes towards the server. */
  passed(): number;
  /** Resolves when a narrow way is full. */
  readonly full: Promise<void>;
  /** Breaks what is on it, lets everything through from now on, and begins to count anew. */
  widen(): void;
  close(): Promise<void>;
}

export async function openWay(to: string, bytes: number): Promise<Way> {
  const { hostname, port } = new URL(to);
  const full = Promise.withResolvers<void>();
  let most = bytes;
  let passed = 0;
  const open = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    open.add(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    far.pipe(near);
    near.on('data', (piece) => {
      passed += piece.length;
      if (passed > most) {
        near.pause();
        full.resolve();
        return;
      }
      if (!far.write(piece)) near.pause();
    });
    far.on('drain', () => near.resume());
    near.on('end', () => far.end());
  }).listen(0, '127.0.0.1');
  await once(way, 'listening');
  return {
    address: `http://127.0.0.1:${(way.address() as AddressInfo).port}`,
    passed: () => passed,
    full: full.promise,
    widen() {
      for (const near of open) near.destroy();
      open.clear();
      most = Number.POSITIVE_INFINITY;
      passed = 0;
    },
    async close() {
      way.close();
      await once(way, 'close');
    },
  };
}
