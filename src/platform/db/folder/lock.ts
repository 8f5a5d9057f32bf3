import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fail } from '../../errors/index.ts';

/**
 * Locks by their folder. The table is what keeps them: a lock that nobody holds a reference to is collected, and with
 * it the kernel's lock is gone.
 */
const held = new Map<string, DatabaseSync>();

/** SQLITE_BUSY: another connection has the lock. */
const busy = 5;

/**
 * Locks `folder` against every other process, and against a second taker in this one. `folder-in-use` when it is
 * taken. Gives the function that unlocks it.
 *
 * The lock is the kernel's (fcntl on the file `lock`), reached through the SQLite inside Node, since Node itself has no
 * call for it: BEGIN IMMEDIATE takes the byte range RESERVED for writing and nothing is ever written. So it falls with
 * the process however that ends, `kill -9` included, is never inherited by a child, holds between containers on one
 * kernel, and of processes that start at the same moment exactly one gets it. A file with a process id or a socket
 * with a check of liveness leaves a gap between the check that its owner is dead and taking it over.
 *
 * Nothing in this process may open that file: POSIX drops a process' locks on a file when any descriptor on it closes.
 */
export function lockFolder(folder: string): () => void {
  if (held.has(folder)) fail('folder-in-use', folder);
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, 'lock'), { timeout: 0, allowExtension: false });
    // Without a journal on disk there is none left behind either, which the next one would have to clear away.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
  } catch (error) {
    database?.close();
    const isTaken = error instanceof Error && 'errcode' in error && error.errcode === busy;
    fail(isTaken ? 'folder-in-use' : 'folder-not-writable', isTaken ? folder : `${folder}: it cannot be locked`, error);
  }
  held.set(folder, database);
  const lock = database;
  return () => {
    if (held.get(folder) !== lock) return;
    held.delete(folder);
    lock.close();
  };
}
