import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { loadMasterKey, openFolderStore } from '#platform/vault';
import { openWorker } from '../src/server/inspection/index.ts';

// The worker of inspect-server.ts: says a word when it works.
const { connection, folder } = JSON.parse(process.argv[2] ?? '{}') as { connection: ClientConfig; folder: string };
await openWorker({
  connection,
  master: await loadMasterKey({ file: join(folder, 'master.key') }),
  store: await openFolderStore(join(folder, 'vault')),
  now: Date.now,
  onTrouble: (what) => process.stderr.write(`${what}\n`),
});
process.once('SIGTERM', () => process.exit());
process.stdout.write('works\n');
