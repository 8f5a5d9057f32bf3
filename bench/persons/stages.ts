import { readFileSync } from 'node:fs';
import process from 'node:process';
import { ownCpu } from '../cpu.ts';

/** What was used so far: seconds by the clock, of the processors by all threads and by this one, and bytes written. */
interface Reading {
  readonly wall: number;
  readonly cpu: number;
  readonly own: number;
  readonly written: number;
}

/** What one stage used. */
export type Used = Reading & { readonly stage: string };

/** CPU seconds of the thread that asks. */
export function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

/** Bytes that this process has handed to the system to be written (Linux; 0 elsewhere). */
function written(): number {
  try {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const now = (): Reading => ({ wall: performance.now() / 1000, cpu: ownCpu(), own: threadCpu(), written: written() });

/** Tells stages apart that follow each other: each ends where the next begins. */
export class Stages {
  readonly all: Used[] = [];
  #stage: string;
  #from = now();

  constructor(first: string) {
    this.#stage = first;
  }

  begin(stage: string): void {
    const [from, to] = [this.#from, now()];
    this.all.push({
      stage: this.#stage,
      wall: to.wall - from.wall,
      cpu: to.cpu - from.cpu,
      own: to.own - from.own,
      written: to.written - from.written,
    });
    this.#stage = stage;
    this.#from = to;
  }
}
