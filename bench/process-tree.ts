import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of a process and all that it started, in bytes (Linux; 0 elsewhere): proportional set sizes, in which a page
 * that several processes share counts once in all.
 */
export function residentBytes(root: number): number {
  const parents = new Map<number, number>();
  for (const name of numbersIn('/proc')) parents.set(name, parentOf(name));
  let total = 0;
  for (const pid of parents.keys()) if (isBelow(pid, root, parents)) total += residentOf(pid);
  return total;
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0);
}

function residentOf(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) * 1024;
}

function isBelow(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === root) return true;
  return false;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
