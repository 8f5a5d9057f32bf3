import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, PersonCount, Status } from '#inspect';

export const program = join(import.meta.dirname, '../../bin/cofferdam');

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface ResultFile {
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly status: Status;
  readonly reason?: string;
  readonly findings: readonly Finding[];
}

export interface Result {
  readonly version: string;
  readonly files: readonly ResultFile[];
  readonly elements: Readonly<Record<string, number>>;
  readonly persons: PersonCount | null;
}

export interface Read {
  readonly code: number | null;
  readonly err: string;
  readonly result: Result;
  readonly byPath: Map<string, ResultFile>;
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Command and arguments that start the program: another user, less disk. */
  readonly front?: readonly string[];
  /** Is given the running program. */
  readonly during?: (child: ChildProcess) => Promise<void> | void;
}

/** Runs the real program to its end. */
export async function cofferdam(args: readonly string[], { env, front = [], during }: RunOptions = {}): Promise<Ran> {
  const [file = '', ...rest] = [...front, program, ...args];
  const child = spawn(file, rest, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const end = new Promise<Ran>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
  await during?.(child);
  return end;
}

export function resultOf(ran: Ran): Read {
  if (ran.out === '') throw new Error(`no result, exit code ${ran.code}: ${ran.err}`);
  const result = JSON.parse(ran.out) as Result;
  return { code: ran.code, err: ran.err, result, byPath: new Map(result.files.map((file) => [file.path, file])) };
}

/** Inspects with JSON output; gives the exit code, the result and its files by path. */
export async function inspectJson(...args: string[]): Promise<Read> {
  return resultOf(await cofferdam(['inspect', '--format', 'json', ...args]));
}

/** Resolves when the program has written something. */
export function firstOutput(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => resolve());
  });
}

/** Processes started by `pid`, at any depth, that run still. */
export function descendants(pid: number | undefined): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = isRunning(Number(name)) ? parentOf(name) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const found: number[] = [];
  for (let level = [pid ?? -1]; level.length > 0; ) {
    level = [...parents].filter(([, parent]) => level.includes(parent)).map(([child]) => child);
    found.push(...level);
  }
  return found;
}

/** Whether the process is one in which a format is read. */
export function isReader(pid: number): boolean {
  return procFile(pid, 'cmdline').includes('\0--permission\0');
}

/** False for a process that is gone, and for one that nobody has waited for yet. */
export function isRunning(pid: number): boolean {
  return /^State:\s+[^ZX]/m.test(procFile(pid, 'status'));
}

function parentOf(pid: string): number | undefined {
  const parent = /^PPid:\s+(\d+)/m.exec(procFile(Number(pid), 'status'))?.[1];
  return parent === undefined ? undefined : Number(parent);
}

export function procFile(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
