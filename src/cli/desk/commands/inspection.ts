import { Command, Option } from 'commander';
import type { AgainOptions, State } from '../inspection.ts';
import type { Format } from '../print.ts';
import { access, askPasswords, format, named, passwordFile, passwordHelp } from './options.ts';

const run = ['<run>', 'id, as `inspection list` has it'] as const;
const states = ['queued', 'running', 'complete', 'failed', 'cancelled', 'replaced'] as const satisfies readonly State[];
const load = () => import('../inspection.ts');

export function inspection(): Command {
  const command = new Command('inspection')
    .description('Inspections of evidence: list them, begin one again, stop one.')
    .addHelpText('after', access);
  command
    .command('list')
    .description('List them, newest first: id, item, state, and how many files were not read in full, by reason.')
    .argument(...named)
    .addOption(new Option('--state <state>').choices(states))
    .addOption(format())
    .action(async (incident: string, options: { state?: State; format: Format }) =>
      (await load()).listInspections(incident, options),
    );
  command
    .command('again')
    .description(
      'Inspect the same bytes again: after a failure, by newer rules, or with passwords for what is protected.',
    )
    .argument(...named)
    .argument(...run)
    .addOption(passwordFile())
    .addOption(askPasswords())
    .addOption(format())
    .addHelpText('after', passwordHelp + access)
    .action(async (incident: string, id: string, options: AgainOptions) =>
      (await load()).inspectAgain(incident, id, options),
    );
  command
    .command('cancel')
    .description('Stop one; what it has shown stays, as a sample.')
    .argument(...named)
    .argument(...run)
    .option('--reason <text>', 'why; the log keeps what stands for it')
    .addOption(format())
    .addHelpText('after', access)
    .action(async (incident: string, id: string, options: { reason?: string; format: Format }) =>
      (await load()).cancelInspection(incident, id, options),
    );
  return command;
}
