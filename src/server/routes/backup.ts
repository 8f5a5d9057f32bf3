import type { Desk } from '#respond';
import { handle, type Route } from '../api/index.ts';
import * as contract from '../operate/backup-contract.ts';
import { askForBackup, type CheckPlace, setBackup, showBackupSetting } from '../operate/index.ts';
import { told } from './told.ts';

/** Where the daily backup goes. */
export function backupRoutes(desk: Desk, check: CheckPlace): readonly Route[] {
  return [
    handle(contract.showBackup, async ({ asker, tell }) => told(tell, await showBackupSetting(desk, asker))),
    handle(contract.setBackup, async ({ asker, body, version, tell }) =>
      told(tell, await setBackup(desk, asker, { ...body, version }, check)),
    ),
    handle(contract.askForBackup, ({ asker }) => askForBackup(desk, asker)),
  ];
}
