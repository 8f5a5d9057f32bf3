import { Command, Option } from 'commander';
import type { AgainOptions, State } from '../inspection.ts';
import type { Format } from '../print.ts';
import { access, askPasswords, format, named, passwordFile, passwordHelp } from './options.ts';

const run = ['<run>', 'id, as `inspection list` has it'] as const;
const states = ['queued', 'running', 'complete', 'failed', 'cancelled', 'replaced'] as const satisfies readonly State[];
const load = () => import('../inspection.ts');
const loadRules = () => import('../rules-off.ts');

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
  command
    .command('rules')
    .description('List the rules that are off in an incident, or were: when, by whom and why.')
    .argument(...named)
    .addOption(format())
    .action(async (incident: string, options: { format: Format }) =>
      (await loadRules()).listRulesOff(incident, options),
    );
  command
    .command('rule-off')
    .description(
      'Have the next inspections go without a rule. What is shown was found with it, until it is inspected again.',
    )
    .argument(...named)
    .argument('<rule>', 'id, as in docs/rules.md')
    .requiredOption('--reason <text>', 'why; every member may read it')
    .addOption(format())
    .addHelpText('after', access)
    .action(async (incident: string, rule: string, options: { reason: string; format: Format }) =>
      (await loadRules()).turnRuleOff(incident, rule, options),
    );
  command
    .command('rule-on')
    .description('Have the next inspections go by the rule again.')
    .argument(...named)
    .argument('<rule>', 'id, as `inspection rules` has it')
    .addOption(format())
    .addHelpText('after', access)
    .action(async (incident: string, rule: string, options: { format: Format }) =>
      (await loadRules()).turnRuleOn(incident, rule, options),
    );
  return command;
}
