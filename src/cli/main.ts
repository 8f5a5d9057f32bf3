import { Command } from 'commander';
import { backupCommand } from './backup.ts';
import { deskCommands } from './desk/commands.ts';
import { emptyCores } from '#platform';
import { extractCommand } from './extract.ts';
import { indexCommand } from './index-command.ts';
import { inspectCommand } from './inspect.ts';
import { rangeCommand } from './range.ts';
import { recoverKeyCommand } from './recover-key.ts';
import { reportFailure } from './report-failure.ts';
import { restoreCommand } from './restore.ts';
import { rulesCommand } from './rules.ts';
import { verifyCommand } from './verify.ts';
import { version } from './version.ts';
import { workerCommand } from './worker.ts';

// Commands inspect leaks, take keys and passwords, and start a PostgreSQL: before any of it.
const trouble = emptyCores();
if (trouble !== undefined) process.stderr.write(`cofferdam: ${trouble}\n`);

const program = new Command('cofferdam')
  .description('The response desk for data leaks: what is in leaked files, whose it is, and what could not be read.')
  .version(version)
  .exitOverride()
  .configureHelp({ showGlobalOptions: true })
  .addCommand(inspectCommand())
  .addCommand(extractCommand())
  .addCommand(indexCommand())
  .addCommand(rulesCommand())
  .addCommand(verifyCommand())
  .addCommand(rangeCommand())
  .addCommand(workerCommand())
  .addCommand(backupCommand())
  .addCommand(restoreCommand())
  .addCommand(recoverKeyCommand());
for (const command of deskCommands()) program.addCommand(command);
for (const command of program.commands) {
  command.exitOverride().copyInheritedSettings(program);
  for (const below of command.commands) below.exitOverride().copyInheritedSettings(program);
}

// Temporary files are unlinked when they are opened and children die with their parent, so a signal may end the process
// as it is: even while it waits for a reader of its output that does not read, where no handler would be called. Only
// the first process of a container has to ask for it.
if (process.pid === 1) {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = reportFailure('cofferdam', error);
}
