import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { AllowList } from '#inspect';
import { fail } from '#platform/errors';
import { ownRules } from '#server/inspection';
import { readAllowList } from './allow.ts';
import { readBaseline } from './baseline.ts';
import { dictionaryOption, readDictionaries } from './dictionaries.ts';
import { exitCode } from './exit.ts';
import { readIndexKey } from './index-key.ts';
import { formats, type InspectRequest, runInspection } from './inspect-run.ts';
import { type LimitOptions, limitOptions, limitsOf, readPasswords, wholeNumber } from './options.ts';
import { allowedLine } from './output/words.ts';
import { readRulings } from './rulings.ts';
import { printable } from './walk.ts';

interface Options extends LimitOptions {
  readonly format: InspectRequest['format'];
  readonly output?: string;
  readonly passwordFile?: string;
  readonly roster?: string;
  readonly rules?: string;
  readonly dictionary?: Parameters<typeof readDictionaries>[0];
  readonly allow?: string;
  readonly baseline?: string;
  readonly match?: readonly string[];
  readonly keyFile?: string;
  readonly persons?: string | boolean;
  readonly records?: string;
  readonly doubts?: string;
  readonly rulings?: readonly string[];
  readonly reveal: boolean;
  readonly findings?: number;
  readonly jobs: number;
  readonly progress: boolean;
}

const exitHelp = `
Exit codes: 0 all read and nothing found, 1 internal error, 2 usage, 3 found,
4 nothing found but something not fully read, 5 found and something not fully read.
What is found is masked. Nothing leaves this machine.`;

/** `cofferdam inspect PATH…` */
export function inspectCommand(): Command {
  const command = new Command('inspect')
    .description('Say what sensitive data is in files, where, whose it is, and what could not be read.')
    .argument('<path...>', 'files and folders')
    .addOption(new Option('-f, --format <format>', 'how to print the result').choices(formats).default('table'))
    .option('-o, --output <file>', 'write the result here, readable by you alone, instead of to standard output')
    .option('--password-file <file>', 'passwords for protected files, one a line')
    .option('--rules <folder>', 'rules of your own (YAML) beside the shipped ones')
    .addOption(
      new Option(
        '--dictionary <element=file>',
        'terms to find, one a line: person-name=board.txt; may be repeated',
      ).argParser(dictionaryOption),
    )
    .option('--allow <file>', 'values that are never reported, one a line; what was left out is counted')
    .option('--baseline <file>', 'values found before (--format baseline) are not reported again; needs --key-file')
    .option('--roster <file.csv>', 'people you know: names the relation of each person found')
    .addOption(
      new Option(
        '--match <file.index>',
        'finds the values of an index (`cofferdam index make`); may be given again',
      ).argParser((path, before: readonly string[] | undefined) => [...(before ?? []), path]),
    )
    .option('--key-file <file>', 'the key of these indexes, or of the baseline; made where a baseline is written')
    .option('--persons <file.csv>', 'write a list of the persons found, names and contacts masked')
    .option('--no-persons', 'do not put persons together')
    .option('--records <file.ndjson>', 'write which record belongs to which person')
    .option('--doubts <file.csv>', 'write which persons may be one, or two: for somebody to look at and decide')
    .addOption(
      new Option(
        '--rulings <file.csv>',
        'such a list with `same` or `apart` in its first column: what somebody decided; may be given again',
      ).argParser((path, before: readonly string[] | undefined) => [...(before ?? []), path]),
    )
    .option('--reveal', 'write values as they are into the files of --output, --persons and --doubts; needs one', false)
    .addOption(
      new Option('--findings <n>', 'findings listed of each rule in each file; all are counted')
        .argParser(wholeNumber)
        .default(undefined, 'all; 20 in html'),
    )
    .addOption(new Option('--jobs <n>', 'files read at once').argParser(wholeNumber).default(availableParallelism()))
    .option('--no-progress', 'no progress on standard error')
    .addHelpText('after', exitHelp);
  for (const option of limitOptions()) command.addOption(option);
  return command.action(async (paths: string[], options: Options) => {
    process.exitCode = await inspect(paths, options);
  });
}

async function inspect(paths: readonly string[], options: Options): Promise<number> {
  const personsFile = typeof options.persons === 'string' ? options.persons : undefined;
  if (options.reveal && [options.output, personsFile, options.doubts].every((file) => file === undefined)) {
    fail('usage', '--reveal writes raw values: name the file with --output, --persons or --doubts');
  }
  if (options.persons === false && (options.doubts ?? options.rulings) !== undefined) {
    fail('usage', '--doubts and --rulings are about persons: leave --no-persons out');
  }
  if (options.doubts !== undefined && options.rulings?.some((path) => resolve(path) === resolve(options.doubts ?? '')))
    fail('usage', '--doubts would overwrite the decisions of --rulings: name another file');
  if (options.reveal && ['table', 'html', 'baseline'].includes(options.format) && options.output !== undefined) {
    fail('usage', '--reveal needs --format json, ndjson, csv or sarif: what people read shows no values');
  }
  for (const file of options.reveal ? [options.output, personsFile, options.doubts] : []) {
    if (file === undefined) continue;
    process.stderr.write(`cofferdam: ${printable(file)} will hold values as they are: it is a copy of the leak\n`);
  }
  if (options.match !== undefined && options.keyFile === undefined) {
    fail('usage', '--match needs the key that the index was made with: --key-file');
  }
  if (options.format === 'baseline' && options.keyFile === undefined) {
    fail(
      'usage',
      '--format baseline needs --key-file: the values are hashed with a key, which is made where there is none',
    );
  }
  if (options.baseline !== undefined && options.keyFile === undefined) {
    fail('usage', '--baseline needs the key that it was made with: --key-file');
  }
  const outcome = await runInspection({
    paths,
    format: options.format,
    output: options.output,
    roster: options.roster,
    ownRules: [
      ...(options.rules === undefined ? [] : await ownRules(options.rules)),
      ...(await readDictionaries(options.dictionary)),
    ],
    match: options.match ?? [],
    keyFile: options.keyFile,
    persons: options.persons !== false,
    personsFile,
    recordsFile: options.records,
    doubtsFile: options.doubts,
    rulings: await readRulings(options.rulings ?? []),
    // Values never go to standard output.
    reveal: (options.reveal && options.output !== undefined) || options.format === 'baseline',
    revealPersons: options.reveal,
    findingsPerRule: findingsListed(options),
    allow: await allowed(options),
    passwords: await readPasswords(options.passwordFile),
    limits: limitsOf(options),
    languages: options.ocrLanguages,
    jobs: options.jobs,
    progress: options.progress && process.stderr.isTTY,
  });
  // Not each format has a place for it, and nothing is left out in silence.
  for (const line of outcome.personNotes) process.stderr.write(`cofferdam: ${line}\n`);
  if (outcome.allowed !== undefined) process.stderr.write(`cofferdam: ${allowedLine(outcome.allowed)}\n`);
  return exitCode(outcome.found, outcome.notAllRead);
}

/** What is not reported: by name, and by its hash. */
async function allowed({ allow, baseline, keyFile }: Options): Promise<AllowList | undefined> {
  const list = await readAllowList(allow);
  if (baseline === undefined || keyFile === undefined) return list;
  const known = await readBaseline(baseline, await readIndexKey(keyFile));
  return { values: list?.values ?? [], patterns: list?.patterns ?? [], baseline: known };
}

/** Of each rule in each file. A page with all of a large leak would open in no browser. */
function findingsListed({ format, findings }: Options): number {
  if (format === 'table') return 0;
  // One that lacks values would report them as new.
  if (format === 'baseline') return Infinity;
  return findings ?? (format === 'html' ? 20 : Infinity);
}
