import type { Entry } from './entry.ts';

/** Errors of running an installation: backups, and the log as it lies in the database. */
export const operateCodes = {
  'log-damaged': {
    what: 'The log in the database holds what no Cofferdam wrote there',
    remedy: 'Leave the database as it is, find out who or what writes to it, and compare it with the last backup.',
  },
  'folder-foreign': {
    what: 'The database was set up with another data folder: this one has neither its recovery file nor anything in a vault',
    remedy:
      'Name that folder in COFFERDAM_DATA, or mount it. Where it is lost, restore a backup into an empty folder and database.',
  },
  'vault-missing': {
    what: 'The vault of the server is not there',
    remedy:
      'Mount it where the server has it, or name the data folder of the server with --data; then start the worker.',
  },
  'backup-place': {
    what: 'A backup cannot be written there',
    remedy:
      'Name an empty folder or an earlier backup of this installation, of your own user with mode 700, outside of the data folder.',
  },
  'backup-absent': {
    what: 'There is no whole backup in this folder',
    remedy: 'Name the folder that holds its manifest.json; a backup that was cut off has none and is made again.',
  },
  'backup-damaged': {
    what: 'The backup was changed, cut or damaged',
    remedy: 'Nothing was restored. Take another copy of it, or an earlier one.',
  },
  'backup-newer': {
    what: 'The backup was made by a newer Cofferdam, or one with other migrations',
    remedy: 'Nothing was restored. Restore it with the program that made it, or a newer one.',
  },
  'restore-place': {
    what: 'A backup is restored into an empty place only',
    remedy: 'Name a new folder; with DATABASE_URL, a server on which there is no database `cofferdam` yet.',
  },
  'restore-unfinished': {
    what: 'A backup was being restored into this data folder, and that was not finished',
    remedy: 'Empty the folder (and drop the database `cofferdam`, with DATABASE_URL), and restore the backup again.',
  },
  'restore-differs': {
    what: 'What was restored is not what the backup should hold',
    remedy:
      'Do not use the new folder. Take an earlier backup, and report this together with the codes that were said.',
  },
} as const satisfies Record<string, Entry>;
