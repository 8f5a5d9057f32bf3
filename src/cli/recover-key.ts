import { Command } from 'commander';
import { codeOf, explain, fail } from '#platform/errors';
import { openTyping } from './typing.ts';

interface Options {
  readonly data?: string;
  readonly backup?: string;
  readonly to?: string;
}

const exitHelp = `
Two people type one half each, as it is written: 16 groups of five, in as many lines as they like. On a terminal nothing is
shown but a point for each group. From a pipe, a half ends with its last group, or with an empty line.
Exit codes: 0 restored, 1 not restored, 2 usage. The server puts into the log at its next start that it was done.`;

/** `cofferdam recover-key --data FOLDER` */
export function recoverKeyCommand(): Command {
  return new Command('recover-key')
    .description('Restore a lost master key from the two halves of the recovery key.')
    .option('--data <folder>', 'the data folder of the installation: the key goes where its server looks for it')
    .option('--backup <folder>', 'a backup, where there is no data folder any more; with --to')
    .option('--to <file>', 'where the key goes; nothing may be there')
    .addHelpText('after', exitHelp)
    .action(recover);
}

async function recover({ data, backup, to }: Options): Promise<void> {
  const { findRecoveryFile, placesIn, recoverKey } = await import('#server/operate');
  const recovering = await recoverKey(await filesOf());
  const typing = openTyping();
  try {
    const first = await readHalf('first');
    const second = await readHalf('second');
    const { id } = await recovering.finish(first, second);
    process.stderr.write(`The master key ${id} is restored.\n`);
  } finally {
    typing.close();
  }

  async function filesOf() {
    if (data !== undefined && backup === undefined && to === undefined) {
      const { recovery, masterKey, recovered } = placesIn(data);
      return { recoveryFile: recovery, masterKeyFile: masterKey, recovered };
    }
    if (data !== undefined || backup === undefined || to === undefined) {
      return fail('usage', 'either --data, or --backup and --to');
    }
    const recoveryFile = (await findRecoveryFile(backup)) ?? fail('not-found', `${backup}: no recovery file in it`);
    return { recoveryFile, masterKeyFile: to, recovered: undefined };
  }

  /** At a terminal a slip costs one half, typed again. A script gives both, and is told which of them it was. */
  async function readHalf(which: 'first' | 'second'): Promise<string> {
    for (;;) {
      const half = await typing.ask(`Type the ${which} half, and press Enter: `);
      if (!typing.isTerminal) return half;
      try {
        recovering.check(half);
        return half;
      } catch (error) {
        if (codeOf(error) !== 'recovery-mistyped') throw error;
        // Each half is checked by itself, and is the first then.
        process.stderr.write(`${explain(error).replace('first half', `${which} half`)}\n`);
      }
    }
  }
}
