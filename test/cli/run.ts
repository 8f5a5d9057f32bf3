import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Finding, PersonCount, Status } from '#inspect';

export const program = join(import.meta.dirname, '../../bin/cofferdam');

export interface Ran {
  readonly code: number | null;
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

/** Runs the real program to its end. */
export function cofferdam(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

/** Inspects with JSON output; gives the exit code, the result and its files by path. */
export async function inspectJson(
  ...args: string[]
): Promise<{ code: number | null; result: Result; byPath: Map<string, ResultFile> }> {
  const ran = await cofferdam(['inspect', '--format', 'json', ...args]);
  const result = JSON.parse(ran.out) as Result;
  return { code: ran.code, result, byPath: new Map(result.files.map((file) => [file.path, file])) };
}
