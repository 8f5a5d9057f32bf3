import { Command, Option } from 'commander';
import type { Format } from '../print.ts';
import { access, format, reasonHelp, sessionOnly } from './options.ts';

const whom = ['<person>', 'mail address or id'] as const;
const load = () => import('../people.ts');

export function people(): Command {
  const command = new Command('people').description('The people of the installation.').addHelpText('after', access);
  command
    .command('list')
    .description('List the people of the installation.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await load()).listPeople(options));
  command
    .command('reset')
    .description('Let somebody set a password or a second factor anew, as an admin: prints the code for it.')
    .argument(...whom)
    .addOption(
      new Option('--what <what>', 'is to be set anew')
        .choices(['password', 'second-factor', 'both'])
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `\nHis sessions and keys end. The log has it, and that of each incident in which he has rights.${sessionOnly}`,
    )
    .action(async (person: string, options: { what: 'password' | 'second-factor' | 'both' }) =>
      (await load()).resetPerson(person, options),
    );
  command
    .command('disable')
    .description('Shut somebody out, as an admin: all sessions and keys end. It is not undone.')
    .argument(...whom)
    .option('--reason <text>', 'why; asked for otherwise')
    .addHelpText('after', reasonHelp + sessionOnly)
    .action(async (person: string, options: { reason?: string }) => (await load()).disablePerson(person, options));
  return command;
}
