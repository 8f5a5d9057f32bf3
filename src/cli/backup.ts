import { Command } from 'commander';
import { version } from './version.ts';

interface Options {
  readonly data?: string;
  readonly withKeys?: string;
}

/** Documented in docs/operate.md. */
const incomplete = 5;

const exitHelp = `
Exit codes: 0 a whole backup, 1 internal error, 2 usage, ${incomplete} a backup of an installation whose vault lacks files.
A database of one's own is reached as the server reaches it (DATABASE_URL or the file of settings), and the master key is
taken from where the server takes it. Keep keys and backup apart: whoever has both has all.`;

/** `cofferdam backup TO` */
export function backupCommand(): Command {
  return new Command('backup')
    .description('Back up an installation, running or not: database and evidence, sealed; keys apart, where asked.')
    .argument('<to>', 'a folder: missing, empty, or with an earlier backup, which it then replaces')
    .option('--data <folder>', 'the data folder of the installation; else as the server finds it')
    .option('--with-keys <folder>', 'also put the master key into this folder, outside of the backup')
    .addHelpText('after', exitHelp)
    .action(async (to: string, options: Options) => {
      process.exitCode = await backup(to, options);
    });
}

async function backup(to: string, { data: given, withKeys }: Options): Promise<number> {
  // What these need, the driver of the database among it, would slow down the start of every other command.
  const { keepKeys, makeBackup, masterKeyOf, readSettings } = await import('#server/operate');
  const env = given === undefined ? process.env : { ...process.env, COFFERDAM_DATA: given };
  const { data, databaseUrl } = await readSettings(env);
  const master = await masterKeyOf(data, process.env['COFFERDAM_MASTER_KEY']);
  if (withKeys !== undefined) await keepKeys(master, { folder: withKeys, backup: to });
  const report = await makeBackup({ data, databaseUrl, master, to, program: version, now: Date.now });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return report.missing === 0 ? 0 : incomplete;
}
