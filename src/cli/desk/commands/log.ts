import { Command } from 'commander';
import type { ListOptions } from '../log.ts';
import type { Format } from '../print.ts';
import { access, format, named } from './options.ts';

export function log(): Command {
  const command = new Command('log')
    .description('What was done, and the means to check it.')
    .addHelpText('after', `\nThe format: docs/log.md.${access}`);
  command
    .command('list')
    .description('List what was done in an incident, newest first, as far as you may see it.')
    .argument(...named)
    .option('--type <kind>', 'a kind of act of docs/log.md: member-reset')
    .option('--actor <who>', 'mail address or id of a person, id of a key, or a part of the program')
    .option('--from <time>', 'the first moment: 2026-11-22T09:30+01:00')
    .option('--before <time>', 'the first moment that is not meant any more')
    .addOption(format())
    .action(async (incident: string, options: ListOptions) => (await import('../log.ts')).listLog(incident, options));
  command
    .command('export')
    .description('Write the whole log into a file, for `cofferdam verify`. For auditors.')
    .argument('<file>', 'nothing may be there')
    .option('--recipient <text>', 'for whom it is; the log keeps what stands for it')
    .action(async (path: string, options: { recipient?: string }) =>
      (await import('../log.ts')).exportLog(path, options),
    );
  command
    .command('head')
    .description('Show the head of the log: note it where those who run the machine cannot reach it.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await import('../log.ts')).showHead(options));
  return command;
}
