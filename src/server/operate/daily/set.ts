import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '#respond';
import type { BackupSetting } from '../backup-contract.ts';
import { loadBackup } from './row.ts';

/** Looks whether a backup of this installation can be written there, and makes the folder where it is missing. */
export type CheckPlace = (folder: string) => Promise<void>;

export interface SetBackupInput {
  /** Absolute; null: no daily backup. */
  readonly folder: string | null;
  /** What was read, and is changed. */
  readonly version: number;
}

/**
 * Names the folder of the daily backup. The first one there is due at once; what was noted of the last one stays until then,
 * since the folder of before still holds it. `role-lacking`, `changed-meanwhile`, and as the check of the place says.
 *
 * The folder is looked at before anything is changed, for admins alone: others would learn what the server's machine has.
 */
export async function setBackup(
  { pool, now }: Pick<Desk, 'pool' | 'now'>,
  asker: Asker,
  { folder, version }: SetBackupInput,
  check: CheckPlace,
): Promise<BackupSetting> {
  const before = await transact(pool, asker, loadBackup);
  if (before.version !== version) fail('changed-meanwhile', 'backup');
  if (folder !== null && folder !== before.folder) await check(folder);
  return transact(pool, asker, async (client) => {
    const { rowCount } = await client.query(
      `update cofferdam.backup_setting
       set folder = $1, version = version + 1, begun_at = null, ended_at = null, failed = null where version = $2`,
      [folder, version],
    );
    if (rowCount === 0) fail('changed-meanwhile', 'backup');
    const after = await loadBackup(client);
    const said = folder === null ? null : await logText(client, folder);
    await record(client, { now, actor: actorOf(asker), act: { type: 'backup-folder-set', folder: said } });
    return after;
  });
}
