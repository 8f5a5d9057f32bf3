import { join } from 'node:path';
import process from 'node:process';
import { openPool } from '../pool.ts';

/**
 * A program with a pool, for tests that end it from outside. Arguments: jobs for hostile.ts as JSON, run side by side.
 * Prints a line of JSON for each event and each outcome, then stays with its idle children until it is killed.
 */
const jobs = process.argv.slice(2).map((text) => JSON.parse(text) as { act: string });
const pool = openPool({
  entry: new URL('hostile.ts', import.meta.url),
  root: join(import.meta.dirname, '../../../..'),
  init: null,
  size: jobs.length,
  limits: { heapMegabytes: 128, bufferMegabytes: 128, cpuSeconds: 600 },
});
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

await Promise.all(
  jobs.map(async (job) => {
    const outcome = await pool.run({
      job,
      seconds: 600,
      read: async (_offset, length) => new Uint8Array(length),
      onEvent: async (header) => say({ act: job.act, ...header }),
    });
    say({ act: job.act, outcome });
  }),
);
