import { Command } from 'commander';
import type { Format } from '../print.ts';
import { access, format, sessionOnly } from './options.ts';

const file = ['<file>', 'a CSV, as docs/roster.md has it'] as const;
const adminOnly = `\nFor admins.${sessionOnly}`;

export function roster(): Command {
  const command = new Command('roster')
    .description('The list of known people, by which inspections tell whose data it is.')
    .addHelpText('after', access);
  command
    .command('show')
    .description('Show which roster is in use; never what is in it.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await import('../roster.ts')).showRoster(options));
  command
    .command('preview')
    .description('Say what would be understood of a file; nothing is kept.')
    .argument(...file)
    .addOption(format())
    .addHelpText('after', adminOnly)
    .action(async (path: string, options: { format: Format }) =>
      (await import('../roster.ts')).previewRoster(path, options),
    );
  command
    .command('load')
    .description('Load a file in place of the roster in use; inspections from here on go by it.')
    .argument(...file)
    .addOption(format())
    .addHelpText('after', adminOnly)
    .action(async (path: string, options: { format: Format }) =>
      (await import('../roster.ts')).loadRoster(path, options),
    );
  return command;
}
