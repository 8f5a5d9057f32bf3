import { jobKind } from '../kinds.ts';
import { openJobPool } from '../pool.ts';
import { startWork, task } from '../work.ts';

/**
 * A worker for tests: says `began` and does not end its jobs before it is told on standard input.
 *
 * @example node worker.ts '{"host": …}'
 */
const pool = openJobPool(JSON.parse(process.argv[2] ?? '{}') as object, 1, () => undefined);
const told = Promise.withResolvers<void>();
process.stdin.once('data', () => told.resolve());
await startWork({
  pool,
  concurrency: 1,
  onTrouble: (what) => process.stderr.write(`${what}\n`),
  tasks: [
    task(jobKind('hold', ['incident']), async () => {
      process.stdout.write('began\n');
      await told.promise;
    }),
  ],
});
process.stdout.write('works\n');
