import { Command } from 'commander';
import { explain } from '#platform/errors';
import { backupCommand } from '../backup.ts';
import { recoverKeyCommand } from '../recover-key.ts';
import { restoreCommand } from '../restore.ts';

/** The commands that run an installation, alone. */
try {
  await new Command('cofferdam')
    .addCommand(backupCommand())
    .addCommand(restoreCommand())
    .addCommand(recoverKeyCommand())
    .parseAsync();
} catch (error) {
  process.stderr.write(`cofferdam: ${explain(error)}\n`);
  process.exitCode = 1;
}
