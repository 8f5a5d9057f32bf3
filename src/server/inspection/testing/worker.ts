import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { loadMasterKey, openFolderStore } from '#platform/vault';
import { openWorker } from '../worker.ts';

/** A worker in a process of its own, for tests that kill it: says a word when it works. */
const { connection, folder } = JSON.parse(process.argv[2] ?? '{}') as { connection: ClientConfig; folder: string };
const value = process.env['COFFERDAM_MASTER_KEY'];
await openWorker({
  connection,
  master: await loadMasterKey({ file: join(folder, 'none.key'), ...(value !== undefined && { value }) }),
  store: await openFolderStore(folder),
  now: Date.now,
  children: 1,
  beatMilliseconds: 50,
  sampleMilliseconds: 0,
  onTrouble: (what) => process.stderr.write(`${what}\n`),
});
process.stdout.write('works\n');
