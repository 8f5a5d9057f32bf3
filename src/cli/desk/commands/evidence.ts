import { Command, Option } from 'commander';
import type { CustodyOptions, SealOptions } from '../evidence.ts';
import type { Format } from '../print.ts';
import { access, format, named, reasonHelp } from './options.ts';

const item = ['<item>', 'id, as `evidence list` has it'] as const;
const output = ['--output <file>', 'where it goes; nothing may be there'] as const;
const load = () => import('../evidence.ts');

export function evidence(): Command {
  const command = new Command('evidence')
    .description('What was handed in, and who answers for it.')
    .addHelpText('after', access);
  command
    .command('list')
    .description('List what was handed in, the newest first, unfinished uploads too. Names are masked.')
    .argument(...named)
    .addOption(new Option('--state <state>').choices(['uploading', 'complete', 'abandoned']))
    .addOption(format())
    .action(async (incident: string, options: { state?: 'uploading' | 'complete' | 'abandoned'; format: Format }) =>
      (await load()).listEvidence(incident, options),
    );
  command
    .command('show')
    .description('Show one item: its hash, how it was obtained, and who answered for it when.')
    .argument(...named)
    .argument(...item)
    .addOption(format())
    .action(async (incident: string, id: string, options: { format: Format }) =>
      (await load()).showEvidence(incident, id, options),
    );
  command
    .command('custody')
    .description('Pass an item on to somebody who answers for it from now on.')
    .argument(...named)
    .argument(...item)
    .option('--to <person>', 'a member, by mail address or id')
    .option('--outside <text>', 'somebody outside')
    .option('--why <text>', 'asked for otherwise')
    .addOption(format())
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, id: string, options: CustodyOptions) =>
      (await load()).passCustody(incident, id, options),
    );
  command
    .command('seal-off')
    .description('Seal an item off, with all others of the same bytes: for named people alone, and not inspected.')
    .argument(...named)
    .argument(...item)
    .addOption(new Option('--why <why>').choices(['illegal', 'classified']).makeOptionMandatory())
    .requiredOption('--person <person...>', 'members who alone may open it, by mail address or id')
    .option('--reason <text>', 'how it is known; asked for otherwise')
    .addOption(format())
    .addHelpText('after', `\nPrints the ids of what was sealed off. It is not undone.${reasonHelp}`)
    .action(async (incident: string, id: string, options: SealOptions) =>
      (await load()).sealOff(incident, id, options),
    );
  command
    .command('read')
    .description('Write the bytes of an item into a file, as they are. The log tells of it.')
    .argument(...named)
    .argument(...item)
    .requiredOption(...output)
    .option('--reason <text>', 'why; asked for otherwise')
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, id: string, options: { output: string; reason?: string }) =>
      (await load()).readEvidence(incident, id, options),
    );
  command
    .command('copy')
    .description('Write a copy for somebody into a ZIP, marked with who gets it. The log tells of it.')
    .argument(...named)
    .argument(...item)
    .requiredOption(...output)
    .option('--recipient <text>', 'who gets it; asked for otherwise')
    .option('--reason <text>', 'why; asked for otherwise')
    .addHelpText('after', reasonHelp)
    .action(async (incident: string, id: string, options: { output: string; recipient?: string; reason?: string }) =>
      (await load()).copyEvidence(incident, id, options),
    );
  return command;
}
