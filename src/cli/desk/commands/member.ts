import { Command, Option } from 'commander';
import type { AddOptions, ChangeOptions } from '../members.ts';
import type { Format } from '../print.ts';
import { access, compartmentNames, format, named, reasonHelp, roleNames, sessionOnly } from './options.ts';

const whom = ['<person>', 'mail address or id'] as const;
const role = () => new Option('--role <role>', 'what he may do').choices(roleNames);
const compartment = () => new Option('--compartment <part...>', 'what he may see').choices(compartmentNames);
const entity = () => new Option('--entity <id...>', 'legal entities, or `all`');
const sponsor = () => new Option('--sponsor <person>', 'who answers for a guest, or `none`');
const expires = () => new Option('--expires <time>', 'when it ends: 2026-11-22T09:30+01:00, or `never`');

export function member(): Command {
  const command = new Command('member')
    .description('Who works on an incident, and what each may see.')
    .addHelpText('after', access);
  command
    .command('list')
    .description('List who works on an incident, and who may no longer.')
    .argument(...named)
    .addOption(format())
    .action(async (incident: string, options: { format: Format }) =>
      (await import('../members.ts')).listMembers(incident, options),
    );
  command
    .command('add')
    .description('Let somebody in, to no more than you may see yourself.')
    .argument(...named)
    .argument(...whom)
    .addOption(role().makeOptionMandatory())
    .addOption(compartment().default(['facts']))
    .addOption(entity())
    .addOption(sponsor())
    .addOption(expires())
    .option('--reason <text>', 'needed for an admin of the installation')
    .addOption(format())
    .addHelpText('after', `\nA guest needs --sponsor and --expires.${sessionOnly}`)
    .action(async (incident: string, person: string, options: AddOptions) =>
      (await import('../members.ts')).addMember(incident, person, options),
    );
  command
    .command('change')
    .description('Change what a member may do or see, and until when. What is not said stays.')
    .argument(...named)
    .argument(...whom)
    .addOption(role())
    .addOption(compartment())
    .addOption(entity())
    .addOption(sponsor())
    .addOption(expires())
    .addOption(format())
    .addHelpText('after', sessionOnly)
    .action(async (incident: string, person: string, options: ChangeOptions) =>
      (await import('../members.ts')).changeMember(incident, person, options),
    );
  command
    .command('remove')
    .description('Take somebody out.')
    .argument(...named)
    .argument(...whom)
    .option('--reason <text>', 'why; asked for otherwise')
    .addHelpText('after', reasonHelp + sessionOnly)
    .action(async (incident: string, person: string, options: { reason?: string }) =>
      (await import('../members.ts')).removeMember(incident, person, options),
    );
  command
    .command('take-over')
    .description('Become lead of an incident that has none who can act.')
    .argument(...named)
    .option('--reason <text>', 'why; asked for otherwise')
    .addOption(format())
    .addHelpText('after', reasonHelp + sessionOnly)
    .action(async (incident: string, options: { reason?: string; format: Format }) =>
      (await import('../members.ts')).takeOver(incident, options),
    );
  return command;
}
