import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** A process, told from a later one of the same number by when it began. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** In ticks since the machine was started. */
  readonly began: string;
  /** Name of the program that it runs; empty where it is over. */
  readonly program: string;
}

/** All processes that live (Linux). */
function processes(): readonly Process[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (processOf(Number(name)) ?? []) : []));
}

export function processOf(pid: number): Process | undefined {
  try {
    // Behind the name of the program, which may hold anything: state, parent, … and as the 20th field its beginning.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (fields[0] === 'Z') return undefined;
    return { pid, parent: Number(fields[1]), began: fields[19] ?? '', program: programOf(pid) };
  } catch {
    return undefined;
  }
}

function programOf(pid: number): string {
  try {
    return basename(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return '';
  }
}

/** Those that a process started, and those that they started. */
export function below(root: number): readonly Process[] {
  const all = processes();
  const found: Process[] = [];
  for (let parents = [root]; parents.length > 0; ) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map(({ pid }) => pid);
  }
  return found;
}

export function lives({ pid, began }: Process): boolean {
  return processOf(pid)?.began === began;
}
