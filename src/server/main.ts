import process from 'node:process';
import { emptyCores, explain } from '#platform';
import { readSettings } from './settings.ts';
import { startServer } from './start.ts';

// What this process makes, uploads and keys among it, is for its user alone.
process.umask(0o077);
const trouble = emptyCores();
if (trouble !== undefined) process.stderr.write(`cofferdam: ${trouble}\n`);

try {
  const server = await startServer(await readSettings(process.env), process.env['COFFERDAM_MASTER_KEY']);
  process.stdout.write(`Cofferdam listens at ${server.address}\n`);
  if (server.setUpCode !== undefined) {
    process.stdout.write(
      `Nobody has set it up yet: open ${server.address}/set-up (or run \`cofferdam set-up ${server.address}\`)\n` +
        `Set-up code, for one use: ${server.setUpCode}\n`,
    );
  }
  const asked = new Promise<undefined>((resolve) => {
    // A second signal ends it at once: what is under way is safe without its help.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(undefined));
  });
  const reason = await Promise.race([asked, server.failed]);
  await server.stop();
  if (reason !== undefined) throw reason;
} catch (error) {
  process.stderr.write(`cofferdam: ${explain(error)}\n`);
  process.exitCode = 1;
}
