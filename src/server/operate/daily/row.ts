import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { BackupSetting } from '../backup-contract.ts';

export const day = 24 * 3_600_000;
/** After one that failed: a disk that was full may have room again. */
export const hour = 3_600_000;

interface Row {
  readonly folder: string | null;
  readonly version: number;
  readonly asked_at: Date | null;
  readonly begun_at: Date | null;
  readonly ended_at: Date | null;
  readonly failed: string | null;
  readonly whole_at: Date | null;
  readonly row_count: string | null;
  readonly file_count: string | null;
  readonly file_bytes: string | null;
  readonly missing: string | null;
}

/** The setting as its admins see it. `role-lacking` for all others: for them it is not there. */
export async function loadBackup(client: ClientBase): Promise<BackupSetting> {
  const { rows } = await client.query<Row>('select * from cofferdam.backup_setting');
  const row = rows[0] ?? fail('role-lacking', 'admin');
  const { folder, version, begun_at, ended_at, failed, whole_at } = row;
  const isAsked = row.asked_at !== null && (begun_at === null || row.asked_at > begun_at);
  return {
    folder,
    version,
    state: stateOf(row, isAsked),
    begun: textOf(begun_at),
    ended: textOf(ended_at),
    failed,
    whole:
      whole_at === null
        ? null
        : {
            at: whole_at.toISOString(),
            rows: Number(row.row_count),
            files: Number(row.file_count),
            bytes: Number(row.file_bytes),
            missing: Number(row.missing),
          },
    next:
      folder === null || begun_at === null || ended_at === null || isAsked
        ? null
        : new Date(begun_at.getTime() + (failed === null ? day : hour)).toISOString(),
  };
}

function stateOf({ folder, begun_at, ended_at, failed }: Row, isAsked: boolean): BackupSetting['state'] {
  if (folder === null) return 'none';
  if (begun_at !== null && ended_at === null) return 'running';
  if (begun_at === null || isAsked) return 'waiting';
  return failed === null ? 'whole' : 'failed';
}

const textOf = (at: Date | null): string | null => at?.toISOString() ?? null;
