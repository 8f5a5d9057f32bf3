import { type ChildLimits, canChangeUser, returnId, sandboxCommand, takeId } from './command.ts';
import { SandboxChild } from './child.ts';
import type { Outcome, SandboxJob } from './job.ts';
import { type Watchdog, startWatchdog } from './watchdog.ts';

export interface PoolOptions {
  /** Module that the children run; it calls `serveJobs`. */
  readonly entry: URL;
  /** Folder of the program: children may read its src, node_modules and package.json while they load. */
  readonly root: string;
  /** What `prepare` in the child gets; JSON. */
  readonly init: unknown;
  /** Children at most. */
  readonly size: number;
  readonly limits: ChildLimits;
  /** Open files that the children inherit, read-only, as descriptors from 3 on. */
  readonly files?: readonly number[];
}

export interface Pool {
  /**
   * Runs a job in a child, after those that wait already. A failure costs the child and this job only. The code of a
   * failed outcome is the one that the handler failed with, or `reader-crashed`, `limit-time`, `limit-memory`,
   * `sandbox-unavailable`. Rejects with what `onEvent` threw.
   */
  run(job: SandboxJob): Promise<Outcome>;
  /** Kills all children, jobs and all. Must be called: children keep the process alive. */
  close(): Promise<void>;
}

/** What leaks from one file of an incident into the parsing of later ones through parser state is limited by this. */
const jobsPerChild = 200;

/** Bounds what the CPU limit of a process, which is over all its jobs, has to allow for. */
const secondsPerChild = 1800;

interface Member {
  readonly child: SandboxChild;
  jobs: number;
  milliseconds: number;
}

/** A pool of sandboxed children, started when needed and used again. */
export function openPool(options: PoolOptions): Pool {
  const changesUser = canChangeUser();
  const keepsRoot = process.getuid?.() === 0 && !changesUser;
  const command = sandboxCommand(options.entry, options.root, options.limits, keepsRoot);
  const members = new Set<Member>();
  const free: Member[] = [];
  const waiting: (() => void)[] = [];
  let watchdog: Watchdog | undefined;
  let isClosed = false;
  let open = 0;

  const startMember = (): Member => {
    const dog = (watchdog ??= startWatchdog());
    const id = changesUser ? takeId() : undefined;
    const child = new SandboxChild({
      command,
      files: options.files ?? [],
      identity: id === undefined ? null : { uid: id, gid: id },
      init: options.init,
      onExit: () => {
        if (child.pid !== undefined) dog.remove(child.pid);
        if (id !== undefined) returnId(id);
        members.delete(member);
      },
    });
    const member: Member = { child, jobs: 0, milliseconds: 0 };
    if (child.pid !== undefined) dog.add(child.pid);
    members.add(member);
    return member;
  };

  /** A child that is idle and alive: one killed from outside while it was idle is passed over. */
  const takeFree = (): Member | undefined => {
    for (;;) {
      const member = free.pop();
      if (member === undefined || member.child.isIdle) return member;
    }
  };

  const giveBack = (member: Member): void => {
    const isSpent = member.jobs >= jobsPerChild || member.milliseconds >= secondsPerChild * 1000;
    if (member.child.isIdle && !isSpent) free.push(member);
    else member.child.kill();
  };

  /** A child that was killed while it started (the machine was short of memory) is no reason to give up. */
  const startReady = async (): Promise<Member> => {
    const member = startMember();
    if ((await member.child.ready) || isClosed) return member;
    const again = startMember();
    await again.child.ready;
    return again;
  };

  const work = async (job: SandboxJob): Promise<Outcome> => {
    const member = takeFree() ?? (await startReady());
    if (!(await member.child.ready)) return { ok: false, code: 'sandbox-unavailable', why: member.child.complaint };
    const start = performance.now();
    try {
      return await member.child.run(job);
    } finally {
      member.jobs += 1;
      member.milliseconds += performance.now() - start;
      giveBack(member);
    }
  };

  return {
    run: async (job) => {
      // A slot is handed on, not given back and taken again: in between another job could slip in.
      if (open >= options.size) await new Promise<void>((resolve) => waiting.push(resolve));
      else open += 1;
      try {
        if (isClosed) return { ok: false, code: 'sandbox-unavailable' };
        return await work(job);
      } finally {
        const next = waiting.shift();
        if (next === undefined) open -= 1;
        else next();
      }
    },
    close: async () => {
      isClosed = true;
      const all = [...members];
      for (const { child } of all) child.kill();
      await Promise.all(all.map(({ child }) => child.gone));
      watchdog?.close();
    },
  };
}
