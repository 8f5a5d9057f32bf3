import process from 'node:process';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { CofferdamError, explain } from '../../../errors/index.ts';
import { openFolder } from '../../folder/index.ts';
import { startPostgres } from '../index.ts';

/**
 * A program that starts PostgreSQL in the folder it is given, for tests that end it from outside. The second argument,
 * if any, is the folder of PostgreSQL's programs. Prints lines of JSON: what became of the start; then, for each line of
 * its input, which is SQL, the rows; `ended` for each server that ended by itself. Stops at the end of its input.
 */
const [path = '', native] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const tell = (error: unknown): object => ({
  code: error instanceof CofferdamError ? error.code : 'internal',
  message: explain(error),
});

try {
  const begin = performance.now();
  const folder = await openFolder(path);
  const postgres = await startPostgres({ folder, native, onExit: (why) => say({ ended: why.code }) });
  say({ ready: Math.round(performance.now() - begin), host: postgres.connection.host });
  for await (const sql of createInterface({ input: process.stdin })) {
    const client = new Client(postgres.connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      say({ rows: (await client.query({ text: sql, rowMode: 'array' })).rows });
    } catch (error) {
      // The tests' own data: nothing to hide.
      say({ refused: String(error) });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  await postgres.stop();
  folder.close();
  say({ stopped: true });
} catch (error) {
  say(tell(error));
}
