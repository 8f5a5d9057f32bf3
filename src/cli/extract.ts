import { Command, Option } from 'commander';
import type { InspectEvent } from '#inspect';
import { catalogue, type Code, codeOf } from '#platform/errors';
import { exitCode } from './exit.ts';
import { type Inspection, openInspection } from '#server/inspection';
import { type LimitOptions, limitOptions, limitsOf, readPasswords } from './options.ts';
import { openFor } from './open-file.ts';
import { openOutput, outputPlaces } from './output-file.ts';
import type { Write } from './output/reporter.ts';
import { checkPaths, type DiskPath, printable, walk } from './walk.ts';

interface Options extends LimitOptions {
  readonly format: 'text' | 'ndjson';
  readonly output?: string;
  readonly passwordFile?: string;
  readonly member?: string;
}

const notes = `
The spans that inspect reports are bytes of this text (UTF-8). With several files or members, a line
"==> path <==" stands before the text of each; --member prints the text of one of them alone.
Exit codes: 0 all read, 1 internal error, 2 usage, 4 something not fully read (said on standard error).`;

/** `cofferdam extract PATH…`: the text that inspection sees. */
export function extractCommand(): Command {
  const command = new Command('extract')
    .description('Print the text that inspection saw in a file. It holds the data as it is.')
    .argument('<path...>', 'files and folders')
    .addOption(
      new Option('-f, --format <format>', 'text, or lines of {path, text} to be joined by path')
        .choices(['text', 'ndjson'])
        .default('text'),
    )
    .option('-o, --output <file>', 'write here, readable by you alone')
    .option('--member <path>', 'only this file, by the path that inspect reports')
    .option('--password-file <file>', 'passwords for protected files, one a line')
    .addHelpText('after', notes);
  for (const option of limitOptions()) command.addOption(option);
  return command.action(async (paths: string[], options: Options) => {
    process.exitCode = await extract(paths, options);
  });
}

async function extract(paths: readonly string[], options: Options): Promise<number> {
  const passwords = await readPasswords(options.passwordFile);
  const outputs = await outputPlaces([options.output]);
  await checkPaths(paths, outputs);
  const output = openOutput(options.output);
  const inspection = await openInspection({ children: 1, maxHeldBytes: options.maxMemory });
  const printer =
    options.format === 'text' ? textPrinter(output.write, options.member) : linePrinter(output.write, options.member);
  let complete = true;
  const notRead = (path: string, reason: Code) => {
    complete = false;
    process.stderr.write(`cofferdam: ${printable(path)}: ${catalogue[reason].what}. ${catalogue[reason].remedy}\n`);
  };
  try {
    for await (const met of walk(paths, outputs)) {
      if ('reason' in met) notRead(met.path, met.reason);
      else
        await extractOne(
          inspection,
          met,
          { passwords, limits: limitsOf(options), languages: options.ocrLanguages },
          printer,
          notRead,
        );
    }
  } finally {
    await inspection.close();
    output.close();
  }
  return exitCode(false, !complete);
}

type Printer = (path: string, text: string) => void;

async function extractOne(
  inspection: Inspection,
  { path: root, disk }: { readonly path: string; readonly disk: DiskPath },
  {
    passwords,
    limits,
    languages,
  }: { passwords: readonly string[]; limits: ReturnType<typeof limitsOf>; languages: readonly string[] | undefined },
  print: Printer,
  notRead: (path: string, reason: Code) => void,
): Promise<void> {
  const file = await openFor(disk, limits.maxSeconds).catch((error: unknown) => codeOf(error));
  if (typeof file === 'string') return notRead(root, file);
  const paths = new Map<number, string>();
  const emit = (event: InspectEvent): Promise<void> => {
    const path = paths.get(event.file) ?? root;
    if (event.type === 'begin') {
      paths.set(event.file, root + event.path);
      print(root + event.path, '');
    } else if (event.type === 'text') print(path, event.text);
    else if (event.type === 'end' && event.reason !== undefined) notRead(path, event.reason);
    return Promise.resolve();
  };
  try {
    const wanted = { passwords, limits, ...(languages && { languages }) };
    const options = {
      name: root,
      ...wanted,
      findingsPerRule: 0,
      text: 'alone',
      persons: false,
      reveal: false,
    } as const;
    await inspection.read(file, options, emit);
  } finally {
    await file.close();
  }
}

/** Text as it is; from the second file or member on, each change of source is announced. */
function textPrinter(write: Write, member: string | undefined): Printer {
  let current: string | undefined;
  let held = '';
  return (path, text) => {
    if (member !== undefined && path !== member) return;
    if (current === undefined) current = path;
    else if (path !== current) {
      current = path;
      held = `${held === '' ? '' : '\n'}==> ${printable(path)} <==\n`;
    }
    if (text === '') return;
    write(held + text);
    held = '';
  };
}

function linePrinter(write: Write, member: string | undefined): Printer {
  return (path, text) => {
    if (text !== '' && (member === undefined || path === member)) write(`${JSON.stringify({ path, text })}\n`);
  };
}
