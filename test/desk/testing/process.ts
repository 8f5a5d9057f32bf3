import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { Place } from './markers.ts';

const main = join(import.meta.dirname, '../../../src/server/main.ts');

/** The server as a process of its own, as `npm start` runs it. */
export interface Running {
  readonly address: string;
  readonly setUpCode: string;
  readonly pid: number;
  /** Where it may put what it needs for a while. */
  readonly temporary: string;
  /** All that it wrote on both outputs. */
  said(): string;
  stop(): Promise<void>;
}

/** @param masterKey 32 bytes, which it gets in its environment */
export async function startServer(data: string, temporary: string, masterKey: string): Promise<Running> {
  // With images of memory, as far as this machine allows: what must not leave one has to see to it itself.
  const raised = 'ulimit -c "$(ulimit -H -c)"; exec "$@"';
  const args = ['-c', raised, 'sh', process.execPath, '--disable-warning=ExperimentalWarning', main];
  const child = spawn('/bin/sh', args, {
    env: {
      PATH: process.env['PATH'],
      TMPDIR: temporary,
      COFFERDAM_DATA: data,
      COFFERDAM_MASTER_KEY: Buffer.from(masterKey).toString('base64'),
      COFFERDAM_PORT: '0',
      COFFERDAM_LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  while (!said.includes('Set-up code')) await news(child, said);
  const [, address = ''] = /^Cofferdam listens at (\S+)$/m.exec(said) ?? [];
  const [, setUpCode = ''] = /^Set-up code, for one use: (\S+)$/m.exec(said) ?? [];
  return {
    address,
    setUpCode,
    pid: child.pid ?? 0,
    temporary,
    said: () => said,
    async stop() {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

async function news(child: ChildProcess, said: string): Promise<void> {
  if (child.exitCode !== null || child.stdout === null) throw new Error(`the server ended: ${said}`);
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
}

/** What others on the machine, and a memory image, could tell of a process. */
export interface Sample {
  readonly pid: number;
  readonly command: string;
  readonly places: readonly Place[];
  /** Files that it has open, by path. */
  readonly files: readonly string[];
  /** `0` where it leaves no image of its memory when it dies. */
  readonly core: string;
  /** Which of its memory would be in that image: `00000000` for none. */
  readonly filter: string;
}

/** Looks at a process and all below it, now. Those that end meanwhile are left out. */
export function sample(root: number): Sample[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`).toString() : '';
    // The name of a program may hold spaces and brackets: what follows the last bracket is fixed.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isBelow).map((pid) => {
    const command = read(`/proc/${pid}/cmdline`);
    const of = (what: string): Place => ({ name: `${what} of a process`, bytes: read(`/proc/${pid}/${what}`) });
    return {
      pid,
      command: command.toString().replaceAll('\0', ' '),
      places: [of('cmdline'), of('comm'), of('environ')],
      files: openFiles(pid),
      core: /^Max core file size\s+(\S+)/m.exec(read(`/proc/${pid}/limits`).toString())?.[1] ?? 'ended',
      filter: read(`/proc/${pid}/coredump_filter`).toString().trim(),
    };
  });
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${name}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
