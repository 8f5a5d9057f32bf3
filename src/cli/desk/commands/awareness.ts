import { Argument, Command, Option } from 'commander';
import type { StateOptions, Step } from '../awareness.ts';
import type { Format } from '../print.ts';
import { access, compartmentNames, format, named } from './options.ts';

const timeHelp = `
--at takes a time with its offset: 2026-11-22T09:30+01:00, 2026-11-22T08:30Z, or 2026-11-22T09:30+01:00[Europe/Berlin]. The
time zone in which it was said is kept with it: --zone, or the one in brackets, else that of this machine where its offset fits.
Nothing that was stated is changed: a correction is another statement.`;

export function awareness(): Command {
  const command = new Command('awareness')
    .description('What was known when: the clock of the law starts when the organisation is aware.')
    .addHelpText('after', access);
  command
    .command('list')
    .description('List all statements as they were made, and since when each legal entity was aware.')
    .argument(...named)
    .addOption(format())
    .action(async (incident: string, options: { format: Format }) =>
      (await import('../awareness.ts')).listAwareness(incident, options),
    );
  command
    .command('state')
    .description('State since when something was known.')
    .argument(...named)
    .addArgument(
      new Argument('<step>', 'first a sign of it, then somebody looks into it, then the organisation knows').choices([
        'first-indication',
        'being-assessed',
        'aware',
      ]),
    )
    .requiredOption('--at <time>', 'since when, with its offset')
    .option('--zone <zone>', 'in which it was said: Europe/Berlin')
    .option('--said-by <person>', 'who says so, by mail address or id; you, where it is left out')
    .option('--entity <id>', 'the legal entity that knew; all, where it is left out')
    .addOption(new Option('--compartment <part>', 'who may see it').choices(compartmentNames).default('facts'))
    .option('--note <text>', 'by what it is known')
    .addOption(format())
    .addHelpText('after', timeHelp)
    .action(async (incident: string, step: Step, options: StateOptions) =>
      (await import('../awareness.ts')).stateAwareness(incident, step, options),
    );
  return command;
}
