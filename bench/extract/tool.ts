import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { childrenCpu, leastOf } from '../cpu.ts';

/** Another program that gets the text out of a file. */
export interface Tool {
  readonly name: string;
  /** What it does less than reading, or how it was run. */
  readonly note?: string;
  /** Program and arguments; `out` is an empty folder for one that writes files. What it prints counts as well. */
  command(file: string, out: string): readonly string[];
}

/** CPU seconds of its processes and what it wrote; in words why not, where it is not installed or fails on this file. */
export async function toolOn(
  tool: Tool,
  { file, folder, rounds }: { readonly file: string; readonly folder: string; readonly rounds: number },
): Promise<{ readonly seconds: number; readonly text: string } | string> {
  const [program = '', ...args] = tool.command(file, folder);
  if (spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program]).status !== 0) return 'not here';
  const printed = join(folder, 'printed');
  let failed: string | undefined;
  const seconds = await leastOf(rounds, childrenCpu, () => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    const out = openSync(printed, 'w');
    const { status } = spawnSync(program, args, {
      stdio: ['ignore', out, 'ignore'],
      env: { ...process.env, HOME: folder },
    });
    closeSync(out);
    if (status !== 0) failed = `ended with ${status}`;
  });
  return failed ?? { seconds, text: writtenIn(folder) };
}

function writtenIn(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\/\.(config|cache|local)\b/.test(entry.parentPath));
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}
