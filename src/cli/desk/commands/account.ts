import { Command, Option } from 'commander';
import type { Scope } from '#platform/operation';
import type { KeyOptions } from '../account.ts';
import type { Format } from '../print.ts';
import { format, sessionOnly } from './options.ts';

/** Said here as well: a start of the program loads nothing of the API. The compiler sees to it that they are all. */
const scopes: Readonly<Record<Scope, true>> = {
  'incidents:read': true,
  'incidents:write': true,
  'evidence:read': true,
  'evidence:write': true,
  'impact:read': true,
  'persons:reveal': true,
  'log:read': true,
  'organisation:read': true,
};

const load = () => import('../account.ts');

export function whoami(): Command {
  return new Command('whoami')
    .description('Tell who is signed in, until when, and whether an admin reset the account lately.')
    .addOption(format())
    .addHelpText('after', sessionOnly)
    .action(async (options: { format: Format }) => (await load()).showOwn(options));
}

export function password(): Command {
  return new Command('password')
    .description('Set a new password in place of the one you have; all your other sessions end.')
    .addHelpText('after', `\nNothing that is typed is shown.${sessionOnly}`)
    .action(async () => (await load()).changePassword());
}

export function sessions(): Command {
  const command = new Command('sessions')
    .description('Your sessions: where you are signed in.')
    .addHelpText('after', sessionOnly);
  command
    .command('list')
    .description('List your sessions that are not over.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await load()).listSessions(options));
  command
    .command('revoke')
    .description('End some of your sessions.')
    .argument('[id...]', 'as `sessions list` has them')
    .option('--others', 'all but this one', false)
    .action(async (ids: string[], options: { others: boolean }, self: Command) => {
      if ((ids.length === 0) !== options.others) self.error('error: either ids or --others');
      await (await load()).revokeSessions(ids, options);
    });
  return command;
}

export function keys(): Command {
  const command = new Command('keys')
    .description('Your API keys, by which programs act in your name.')
    .addHelpText('after', sessionOnly);
  command
    .command('make')
    .description('Make a key; it is printed once. A code of your authenticator app is asked for.')
    .argument('<name>', 'what it is for')
    .addOption(new Option('--scope <scope...>', 'what it may do').choices(Object.keys(scopes)).makeOptionMandatory())
    .requiredOption('--expires <time>', 'within 365 days: 2026-11-22T09:30+01:00')
    .action(async (name: string, options: KeyOptions) => (await load()).makeKey(name, options));
  command
    .command('list')
    .description('List your keys, without what makes them keys.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await load()).listKeys(options));
  command
    .command('revoke')
    .description('End a key.')
    .argument('<id>', 'as `keys list` has it')
    .action(async (id: string) => (await load()).revokeKey(id));
  return command;
}
