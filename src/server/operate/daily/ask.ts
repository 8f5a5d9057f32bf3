import { type Asker, transact } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '#respond';
import type { BackupSetting } from '../backup-contract.ts';
import { loadBackup } from './row.ts';

/** Asks for a backup out of turn; one that runs is let end first. `role-lacking`, `backup-place` where no folder is set. */
export function askForBackup({ pool, now }: Pick<Desk, 'pool' | 'now'>, asker: Asker): Promise<BackupSetting> {
  return transact(pool, asker, async (client) => {
    const { folder } = await loadBackup(client);
    if (folder === null) fail('backup-place', 'no folder is set');
    await client.query('update cofferdam.backup_setting set asked_at = $1', [new Date(now())]);
    return loadBackup(client);
  });
}
