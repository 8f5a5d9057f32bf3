import { Command } from 'commander';

interface Options {
  readonly data: string;
  readonly key?: string;
}

/** Documented in docs/operate.md. */
const incomplete = 5;

const exitHelp = `
Exit codes: 0 restored and whole, 1 internal error, 2 usage, ${incomplete} restored, but its log does not verify or files are missing,
as the report says. With DATABASE_URL the rows go to that server, which must have no database \`cofferdam\` yet.
All sessions, one-time links and API keys of the backup have ended: whoever was shut out since stays out.`;

/** `cofferdam restore FROM --data FOLDER` */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('Restore a backup into an empty place, and check all of it: rows, log, every file.')
    .argument('<from>', 'the folder of the backup')
    .requiredOption('--data <folder>', 'the data folder that is to be: missing or empty')
    .option('--key <file>', 'the master key; else it is taken from COFFERDAM_MASTER_KEY')
    .addHelpText('after', exitHelp)
    .action(async (from: string, options: Options) => {
      process.exitCode = await restore(from, options);
    });
}

async function restore(from: string, { data, key }: Options): Promise<number> {
  const { masterKeyIn, readSettings, restoreBackup } = await import('#server/operate');
  // A file of settings in the data folder is not there yet; what the environment says holds.
  const settings = await readSettings({ ...process.env, COFFERDAM_DATA: data });
  const master = await masterKeyIn(key, process.env['COFFERDAM_MASTER_KEY']);
  const report = await restoreBackup({
    from,
    data: settings.data,
    databaseUrl: settings.databaseUrl,
    master,
    keepKey: key === undefined ? 'in-environment' : 'in-folder',
    now: Date.now,
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  return report.log.verdict === 'whole' && report.missing === 0 ? 0 : incomplete;
}
