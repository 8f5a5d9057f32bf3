import { Command, Option } from 'commander';
import type { Format } from '../print.ts';
import { access, format, sessionOnly } from './options.ts';

interface TryOptions {
  readonly sample: string;
  readonly change?: string;
  readonly format: Format;
}

const load = () => import('../own-rules.ts');
const file = ['<file>', 'the rule as YAML: title, element, sought and what else docs/inspect.md has'] as const;
const sample = () =>
  new Option('--sample <file>', 'text that it is tried on, 100,000 characters at most; not kept').makeOptionMandatory();
const change = () => new Option('--change <rule>', 'id of the rule that is changed; else it is a new one');
const adminOnly = `\nFor admins.${sessionOnly}`;

/** Rules of recognition that the organisation writes for all its incidents. */
export function ownRule(): Command {
  const command = new Command('own-rule')
    .description('Rules of recognition of the organisation: write, try, use and end them.')
    .addHelpText('after', access);
  command
    .command('list')
    .description('List them: id, version, what each finds, title, and whether inspections go by it.')
    .addOption(format())
    .action(async (options: { format: Format }) => (await load()).listOwnRules(options));
  command
    .command('try')
    .description('Try a rule on a sample beside all others. Nothing is kept.')
    .argument(...file)
    .addOption(sample())
    .addOption(change())
    .addOption(format())
    .action(async (path: string, options: TryOptions) => (await load()).tryOwnRule(path, options));
  command
    .command('use')
    .description('Have inspections that begin from now on go by a rule. It must find something in the sample.')
    .argument(...file)
    .addOption(sample())
    .addOption(change())
    .addOption(format())
    .addHelpText('after', adminOnly)
    .action(async (path: string, options: TryOptions) => (await load()).useOwnRule(path, options));
  command
    .command('end')
    .description('Have inspections that begin from now on go without one.')
    .argument('<rule>', 'id: own-3')
    .addOption(format())
    .addHelpText('after', adminOnly)
    .action(async (rule: string, options: { format: Format }) => (await load()).endOwnRule(rule, options));
  return command;
}
