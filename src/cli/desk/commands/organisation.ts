import { Command, Option } from 'commander';
import { wholeNumber } from '../../options.ts';
import type { ContactOptions } from '../contact.ts';
import type { EntityOptions } from '../entity.ts';
import type { Format } from '../print.ts';
import { access, format, sessionOnly } from './options.ts';

const adminOnly = `\nFor admins.${sessionOnly}`;

export function organisation(): Command {
  const command = new Command('organisation')
    .description('The organisation, its legal entities and the people to call.')
    .addHelpText('after', access);
  command
    .command('show')
    .description('Show the organisation, its legal entities and the people to call.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await import('../organisation.ts')).showOrganisation(options));
  command
    .command('rename')
    .description('Name the organisation.')
    .argument('<name>')
    .addHelpText('after', adminOnly)
    .action(async (name: string) => (await import('../organisation.ts')).renameOrganisation(name));
  return command;
}

const country = () => new Option('--country <code>', 'ISO 3166-1: DE');
const role = () =>
  new Option('--role <role>', 'in the sense of GDPR Art. 4 (7), (8)').choices(['controller', 'processor', 'both']);
const sector = () => new Option('--sector <sector>', '`organisation show --format json` suggests some; `none`');

export function entity(): Command {
  const command = new Command('entity')
    .description('Legal entities of the organisation.')
    .addHelpText('after', adminOnly);
  command
    .command('add')
    .description('Add a legal entity.')
    .argument('<name>')
    .addOption(country().makeOptionMandatory())
    .addOption(role().default('controller'))
    .addOption(sector())
    .option('--listed', 'its shares are traded', false)
    .addOption(format())
    .action(async (name: string, options: EntityOptions & Required<Pick<EntityOptions, 'country' | 'role'>>) =>
      (await import('../entity.ts')).addEntity(name, options),
    );
  command
    .command('change')
    .description('Change a legal entity. What is not said stays.')
    .argument('<id>')
    .option('--name <name>', 'as it is called from now on')
    .addOption(country())
    .addOption(role())
    .addOption(sector())
    .option('--listed', 'its shares are traded')
    .option('--no-listed', 'they are not')
    .addOption(format())
    .action(async (id: string, options: EntityOptions) => (await import('../entity.ts')).changeEntity(id, options));
  command
    .command('end')
    .description('End a legal entity; it stays for the incidents that refer to it.')
    .argument('<id>')
    .addOption(format())
    .action(async (id: string, options: { format: Format }) => (await import('../entity.ts')).endEntity(id, options));
  return command;
}

const what = () =>
  new Option('--function <function>', 'for what').choices([
    'dpo',
    'counsel',
    'hr',
    'comms',
    'executive',
    'it',
    'security',
    'forensics',
    'insurer',
    'authority',
    'other',
  ]);
const first = () => new Option('--first <channel>', 'mail:ADDRESS or phone:+NUMBER');
const second = () =>
  new Option('--second <channel>', 'works when mail does not: phone:+NUMBER, messenger:…, pager:…, in-person:…');
const ofEntity = () => new Option('--entity <id>', 'the legal entity, or `none`');
const position = () => new Option('--position <n>', 'in which order they are called').argParser(wholeNumber);

export function contact(): Command {
  const command = new Command('contact').description('People to call.').addHelpText('after', adminOnly);
  command
    .command('add')
    .description('Add a person to call, with a second channel for when mail does not work.')
    .argument('<name>')
    .addOption(what().makeOptionMandatory())
    .addOption(first().makeOptionMandatory())
    .addOption(second().makeOptionMandatory())
    .addOption(ofEntity())
    .addOption(position())
    .addOption(format())
    .action(
      async (name: string, options: ContactOptions & Required<Pick<ContactOptions, 'function' | 'first' | 'second'>>) =>
        (await import('../contact.ts')).addContact(name, options),
    );
  command
    .command('change')
    .description('Change a person to call. What is not said stays.')
    .argument('<id>')
    .option('--name <name>', 'as it is called from now on')
    .addOption(what())
    .addOption(first())
    .addOption(second())
    .addOption(ofEntity())
    .addOption(position())
    .addOption(format())
    .action(async (id: string, options: ContactOptions) => (await import('../contact.ts')).changeContact(id, options));
  command
    .command('remove')
    .description('Remove a person to call; name and addresses are erased.')
    .argument('<id>')
    .action(async (id: string) => (await import('../contact.ts')).removeContact(id));
  return command;
}
