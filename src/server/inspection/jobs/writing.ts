import { CofferdamError, codeOf } from '#platform/errors';
import { impact, type Desk } from '#respond';
import type { Collected } from './collect.ts';

/** The sample of which persons are counted. */
const countedSample = 2;

export interface WritingInit {
  readonly desk: Desk;
  readonly taken: impact.TakenRun;
  readonly collected: Collected;
  /** The attempt with which it began, and how many parts were written since. */
  readonly since: number;
  readonly written: number;
  readonly bytesRead: () => number;
  /** Of all that was drained up to part `part`; undefined where it is the same as for the part before. */
  readonly checkpoint: (part: number) => impact.Results['checkpoint'];
  /** Bytes that wait until they are written; as many may wait again while they are. */
  readonly batchBytes: number;
  readonly sampleMilliseconds: number;
  readonly beatMilliseconds: number;
  /** Told once, when nothing more can be written: the run must end. */
  readonly onBroken: (error: unknown) => void;
}

/** Writes what a run gathers while it goes on. */
export interface Writing {
  /** To be awaited after each event: that is the back-pressure. Rejects with what broke it. */
  room(): Promise<void>;
  /** Writes the rest and shows the whole. */
  finish(): Promise<void>;
  /** Waits for what is under way; nothing is written afterwards. */
  stop(): Promise<void>;
}

/**
 * One write at a time, beside the reading. Each is a sign of life too: where there is nothing to write, one goes out all
 * the same, and where it is refused the run ends.
 *
 * Samples are shown at growing distances: at 20 s, 40 s, 80 s … The persons of the second are counted: of a run that
 * takes longer there is then an answer of every kind within a minute, and one that is soon done is not held up.
 */
export function openWriting(init: WritingInit): Writing {
  const { desk, taken, collected, batchBytes } = init;
  const start = performance.now();
  let part = init.written;
  let showAt = init.sampleMilliseconds;
  let samples = 0;
  let broken: CofferdamError | Error | undefined;
  let current: Promise<void> | undefined;
  let isStopped = false;

  const write = async (show: impact.Results['show']): Promise<void> => {
    // Whoever waited for the write before: what that one lost would be in the next checkpoint, and in no row.
    if (broken !== undefined) return;
    part += 1;
    // In one go: what is taken in between would be in the checkpoint and in no row.
    const drained = collected.drain(part);
    const checkpoint = init.checkpoint(part);
    const results: impact.Results = {
      since: init.since,
      part,
      bytesRead: init.bytesRead(),
      ...drained,
      checkpoint,
      show,
    };
    const writing: Promise<void> = impact
      .writeResults(desk, taken, results)
      .catch((error: unknown) => {
        broken ??= error instanceof Error ? error : new CofferdamError(codeOf(error));
        init.onBroken(broken);
      })
      .finally(() => {
        current = undefined;
      });
    current = writing;
    await writing;
  };
  const next = (): Promise<void> => {
    const isDue = performance.now() - start >= showAt;
    if (!isDue) return write('not-yet');
    samples += 1;
    showAt = Math.max(2 * showAt, 1);
    return write(samples === countedSample ? 'counted-sample' : 'sample');
  };
  const timer = setInterval(() => {
    if (current === undefined && broken === undefined && !isStopped) void next();
  }, init.beatMilliseconds);
  const stop = async (): Promise<void> => {
    isStopped = true;
    clearInterval(timer);
    await current;
  };
  return {
    async room() {
      if (broken !== undefined) throw broken;
      if (collected.waiting < batchBytes || isStopped) return;
      await current;
      // Another may have begun one in between.
      if (current === undefined && collected.waiting >= batchBytes && !isStopped) void next();
    },
    async finish() {
      await stop();
      if (broken !== undefined) throw broken;
      await write('whole');
      if (broken !== undefined) throw broken;
    },
    stop,
  };
}
