import { type Asker, transact } from '#platform/db';
import type { Desk } from '#respond';
import type { BackupSetting } from '../backup-contract.ts';
import { loadBackup } from './row.ts';

/** Where the daily backup goes, and how the last one ended. `role-lacking`. */
export function showBackupSetting({ pool }: Pick<Desk, 'pool'>, asker: Asker): Promise<BackupSetting> {
  return transact(pool, asker, loadBackup);
}
