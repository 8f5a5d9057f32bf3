import { readFileSync } from 'node:fs';
import process from 'node:process';

/** CPU seconds of this process so far. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** CPU seconds of processes that were started here and have ended, and of those that these waited for (Linux; 0 elsewhere). */
export function childrenCpu(): number {
  let stat: string;
  try {
    stat = readFileSync('/proc/self/stat', 'utf8');
  } catch {
    return 0;
  }
  const fields = stat.replace(/^.*\) /s, '').split(' ');
  // `cutime` and `cstime`, the 16th and 17th field, in hundredths (proc(5)).
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

/** What `work` takes by one of these clocks, in seconds: the least of some rounds. `beside` is run before each and not counted. */
export async function leastOf(
  rounds: number,
  clock: () => number,
  work: () => Promise<void> | void,
  beside?: () => Promise<void>,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    await beside?.();
    const before = clock();
    await work();
    least = Math.min(least, clock() - before);
  }
  return Math.max(0.01, least);
}
