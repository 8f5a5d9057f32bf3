import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type Code, codeOf } from '#platform/errors';
import type { BackupReport } from '../backup/make.ts';
import { day, hour } from './row.ts';

export interface BackupsInit {
  /** Connections of the workers' role. */
  readonly worker: Pool;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Names the data folder of this server; see home.ts. */
  readonly home: string;
  /** Makes one in this folder; gives up when the signal comes, and leaves the folder as it was. */
  readonly make: (folder: string, signal: AbortSignal) => Promise<BackupReport>;
  /** Told of one that failed; the next try is an hour later. */
  readonly onFailure: (code: Code) => void;
  /** @default a timer of ten seconds; may reject when the signal comes */
  readonly wait?: (signal: AbortSignal) => Promise<void>;
}

const timer = (signal: AbortSignal): Promise<void> => delay(10_000, undefined, { signal, ref: false });

/**
 * Makes the backup that the setting asks for: a day after the last one began, an hour after one that failed, or when an
 * admin asks. Of several servers on one database one takes it. What was under way when this server stopped, or was killed,
 * is begun again by it.
 */
export function startBackups({ worker, now, home, make, onFailure, wait = timer }: BackupsInit): {
  stop(): Promise<void>;
} {
  const end = new AbortController();
  const round = async (): Promise<void> => {
    const begun = await take(worker, now(), home);
    if (begun === undefined) return;
    const { folder, at } = begun;
    const report = await make(folder, end.signal).catch((error: unknown) => codeOf(error));
    if (typeof report !== 'string') return noteWhole(worker, { at, now, report });
    if (end.signal.aborted) return giveBack(worker, home);
    onFailure(report);
    await noteFailure(worker, { at, now, code: report });
  };
  const done = (async () => {
    await giveBack(worker, home).catch((error: unknown) => onFailure(codeOf(error)));
    while (!end.signal.aborted) {
      await round().catch((error: unknown) => onFailure(codeOf(error)));
      await wait(end.signal).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      end.abort();
      await done;
    },
  };
}

/** Takes what is due, so that nobody else does. */
async function take(worker: Pool, at: number, home: string): Promise<{ folder: string; at: Date } | undefined> {
  const { rows } = await worker.query<{ folder: string; at: Date }>(
    `update cofferdam.backup_setting set begun_at = $1, begun_in = $2, ended_at = null, failed = null
     where folder is not null and (
       begun_at is null
       or begun_at <= $3
       or (ended_at is not null and (asked_at > begun_at or (failed is not null and begun_at <= $4)))
     ) returning folder, begun_at as at`,
    [new Date(at), home, new Date(at - day), new Date(at - hour)],
  );
  return rows[0];
}

/** What this server began and did not end is due again. */
async function giveBack(worker: Pool, home: string): Promise<void> {
  await worker.query(
    'update cofferdam.backup_setting set begun_at = null where begun_in = $1 and begun_at is not null and ended_at is null',
    [home],
  );
}

interface Ended {
  readonly at: Date;
  readonly now: () => number;
}

/** Where an admin named another folder meanwhile, the row is about that one: nothing is noted. */
async function noteWhole(worker: Pool, { at, now, report }: Ended & { readonly report: BackupReport }): Promise<void> {
  const { rows, blobs, missing } = report;
  await worker.query(
    `update cofferdam.backup_setting
     set ended_at = $2, whole_at = $2, row_count = $3, file_count = $4, file_bytes = $5, missing = $6 where begun_at = $1`,
    [at, new Date(now()), rows, blobs.count, blobs.bytes, missing],
  );
}

async function noteFailure(worker: Pool, { at, now, code }: Ended & { readonly code: Code }): Promise<void> {
  await worker.query('update cofferdam.backup_setting set ended_at = $2, failed = $3 where begun_at = $1', [
    at,
    new Date(now()),
    code,
  ]);
}
