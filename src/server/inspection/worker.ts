import { availableParallelism } from 'node:os';
import type { ClientConfig } from 'pg';
import type { Limits } from '#inspect';
import { installJobs, openJobPool, startWork, task, type Task } from '#platform/jobs';
import { impact, type Desk } from '#respond';
import { defaultLimits } from './limits.ts';
import { countRun } from './jobs/count-run.ts';
import { inspectRun } from './jobs/inspect-run.ts';
import type { InspectionParts } from './jobs/inspection-parts.ts';
import { openInspections } from './jobs/inspections.ts';

export interface WorkerInit extends Pick<Desk, 'master' | 'store' | 'now'> {
  /** Logs in as the workers' role. */
  readonly connection: ClientConfig;
  /** Jobs at once. @default 2 */
  readonly concurrency?: number;
  /** Readers of one run at most. @default one a core */
  readonly children?: number;
  readonly limits?: Limits;
  readonly sampleMilliseconds?: number;
  readonly beatMilliseconds?: number;
  readonly roster?: InspectionParts['roster'];
  /** Jobs of other parts of the desk, done by the same worker. */
  readonly tasks?: readonly Task[];
  /** Told what went wrong, in words that hold no data. The worker goes on. */
  readonly onTrouble: (explanation: string) => void;
}

export interface Worker {
  /** Settles when it cannot go on by itself. */
  readonly ended: Promise<void>;
  /** Ends readers at once; whoever comes next goes on with what they worked on. */
  stop(): Promise<void>;
}

/**
 * Starts a worker: beside others, in the server or in a process of its own, on any machine that has the database and the
 * vault. Makes the tables of the queue where they are missing.
 *
 * Inspections take the machine; counts of persons are the other kind of job, and should not wait behind them.
 */
export async function openWorker(init: WorkerInit): Promise<Worker> {
  const { connection, concurrency = 2, onTrouble, master, store, now, tasks = [] } = init;
  const pool = openJobPool(connection, concurrency, onTrouble);
  const limits = init.limits ?? { ...defaultLimits, maxSeconds: 24 * 3600 };
  const inspections = openInspections({
    children: init.children ?? availableParallelism(),
    maxHeldBytes: limits.maxHeldBytes,
    plainText: 'child',
  });
  const parts: InspectionParts = {
    desk: { pool, master, store, now },
    onTrouble,
    inspections,
    limits,
    ...(init.sampleMilliseconds !== undefined && { sampleMilliseconds: init.sampleMilliseconds }),
    ...(init.beatMilliseconds !== undefined && { beatMilliseconds: init.beatMilliseconds }),
    ...(init.roster !== undefined && { roster: init.roster }),
  };
  try {
    await installJobs(pool);
    const working = await startWork({
      pool,
      concurrency,
      onTrouble,
      tasks: [
        task(impact.inspectJob, (ids, { signal }) => inspectRun(parts, ids, signal)),
        task(impact.countJob, (ids, job) => countRun(parts, ids, job)),
        ...tasks,
      ],
    });
    return {
      ended: working.ended,
      async stop() {
        await working.stop();
        await inspections.close();
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
