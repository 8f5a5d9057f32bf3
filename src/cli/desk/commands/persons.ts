import { Argument, Command, Option } from 'commander';
import { wholeNumber } from '../../options.ts';
import type { ExportOptions, ListOptions } from '../persons.ts';
import type { Format } from '../print.ts';
import type { FilesOptions, FindingsOptions } from '../searched.ts';
import { access, format, named, reasonHelp } from './options.ts';

const count = () => new Option('--count <id>', 'which count, where `impact --format json` lists several');
const element = () => new Option('--element <element>', 'with a value of it: email, iban');
const evidence = () => new Option('--evidence <item>', 'of one item alone');
const load = () => import('../persons.ts');

export function persons(): Command {
  const command = new Command('persons').description('The persons in what leaked.').addHelpText('after', access);
  command
    .command('list')
    .description('List them, masked, in order of their first record.')
    .argument(...named)
    .addOption(new Option('--relation <relation>').choices(['employee', 'customer', 'partner', 'prospect', 'unknown']))
    .option('--country <code>', 'ISO 3166-1: DE; or unknown')
    .addOption(new Option('--minor <yes>', 'minors, or those who are none').choices(['true', 'false']))
    .addOption(element())
    .addOption(count())
    .addOption(new Option('--most <n>', 'no more than these').argParser(wholeNumber))
    .addOption(format())
    .action(async (incident: string, options: ListOptions) => (await load()).listPersons(incident, options));
  command
    .command('reveal')
    .description('Show name and contact of one person as they are. The log tells of it.')
    .argument(...named)
    .addArgument(new Argument('<number>', 'as `persons list` has it').argParser(wholeNumber))
    .addOption(count())
    .option('--reason <text>', 'why; asked for otherwise')
    .addOption(format())
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, number: number, options: { count?: string; reason?: string; format: Format }) =>
      (await load()).revealPerson(incident, number, options),
    );
  command
    .command('export')
    .description('Write the list into a CSV, marked with who gets it. The log tells of it.')
    .argument(...named)
    .requiredOption('--output <file>', 'where it goes; nothing may be there')
    .option('--recipient <text>', 'who gets it; asked for otherwise')
    .option('--reason <text>', 'why; asked for otherwise')
    .option('--revealed', 'with values as they are', false)
    .addOption(count())
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, options: ExportOptions) => (await load()).exportPersons(incident, options));
  addDoubts(command);
  return command;
}

interface DoubtOptions {
  readonly count?: string;
  readonly reason?: string;
  readonly format: Format;
}

/** What is done about pairs of whom it is open whether they are one person or two. */
function addDoubts(command: Command): void {
  const load = () => import('../doubts.ts');
  const number = () => new Argument('<number>', 'as `persons doubts` has it').argParser(wholeNumber);
  command
    .command('doubts')
    .description('List pairs that may be one person or two, masked, the most telling first.')
    .argument(...named)
    .addOption(count())
    .addOption(format())
    .action(async (incident: string, options: DoubtOptions) => (await load()).listDoubts(incident, options));
  command
    .command('look')
    .description('Show both of a pair as they are. The log tells of it.')
    .argument(...named)
    .addArgument(number())
    .addOption(count())
    .option('--reason <text>', 'why; asked for otherwise')
    .addOption(format())
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, pair: number, options: DoubtOptions) =>
      (await load()).lookAtDoubt(incident, pair, options),
    );
  command
    .command('decide')
    .description('Say that a pair is one person or two. Every later count goes by it.')
    .argument(...named)
    .addArgument(number())
    .addArgument(new Argument('<decision>').choices(['same', 'apart']))
    .addOption(count())
    .option('--reason <text>', 'why; asked for otherwise. Members who work with persons read it')
    .addOption(format())
    .action(async (incident: string, pair: number, decision: 'same' | 'apart', options: DoubtOptions) =>
      (await load()).decideDoubt(incident, pair, decision, options),
    );
  command
    .command('decisions')
    .description('List what was decided, by whom and why.')
    .argument(...named)
    .addOption(format())
    .action(async (incident: string, options: DoubtOptions) => (await load()).listDecisions(incident, options));
  command
    .command('take-back')
    .description('Take a decision back.')
    .argument(...named)
    .argument('<decision>', 'its id, as `persons decisions` has it')
    .addOption(format())
    .action(async (incident: string, ruling: string, options: DoubtOptions) =>
      (await load()).takeBack(incident, ruling, options),
    );
}

export function files(): Command {
  return new Command('files')
    .description('List files that were inspected, members of containers too, and what was not read.')
    .argument(...named)
    .addOption(evidence())
    .addOption(new Option('--status <status>').choices(['reading', 'inspected', 'partial', 'unreadable']))
    .option('--reason <code>', 'why a file was not read in full: encrypted')
    .addOption(element())
    .addOption(format())
    .addHelpText('after', access)
    .action(async (incident: string, options: FilesOptions) =>
      (await import('../searched.ts')).listFiles(incident, options),
    );
}

export function findings(): Command {
  return new Command('findings')
    .description('List findings, masked: 200 of each rule in each file at most.')
    .argument(...named)
    .addOption(evidence())
    .addOption(element())
    .addOption(format())
    .addHelpText('after', access)
    .action(async (incident: string, options: FindingsOptions) =>
      (await import('../searched.ts')).listFindings(incident, options),
    );
}
