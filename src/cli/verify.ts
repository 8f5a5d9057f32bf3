import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { CofferdamError, fail } from '#platform/errors';
import { readPublicKey, type Report, verifyExport } from '#platform/audit';
import { openOutput } from './output-file.ts';
import { reportText } from './verify-text.ts';
import { version } from './version.ts';

interface Options {
  readonly head?: string;
  readonly key?: string;
  readonly format: 'text' | 'json';
}

/** Documented in docs/log.md. */
const brokenExitCode = 5;

const exitHelp = `
Exit codes: 0 whole, 1 internal error or not readable, 2 usage, ${brokenExitCode} broken.
Without --head a success does not prove that nothing was cut off at the end, nor that whoever holds the machine did not
write all anew; without --key not whose log it is.
Nothing leaves this machine, and no installation is needed. The format: docs/log.md.`;

/** `cofferdam verify EXPORT` */
export function verifyCommand(): Command {
  return new Command('verify')
    .description(
      'Check an export of the log: say whether it is whole, and if not what is wrong, where, and what it means.',
    )
    .argument('<export>', 'a file that was exported from the log')
    .option('--head <hash>', 'the hash of an entry that you noted earlier: it must be in the log')
    .option('--key <file>', 'the public key of the installation, which you got on another way: PEM or 64 digits')
    .addOption(new Option('-f, --format <format>', 'how to print the result').choices(['text', 'json']).default('text'))
    .addHelpText('after', exitHelp)
    .action(async (path: string, options: Options) => {
      process.exitCode = await verify(path, options);
    });
}

async function verify(path: string, { head, key, format }: Options): Promise<number> {
  if (head !== undefined && !/^[0-9a-f]{64}$/i.test(head)) fail('usage', '--head: 64 hexadecimal digits');
  const publicKey = key === undefined ? undefined : await readKey(key);
  const asked = { head: head?.toLowerCase(), publicKey };
  const report = await read(path, asked);
  const output = openOutput(undefined);
  output.write(format === 'json' ? `${JSON.stringify({ version, ...report }, null, 2)}\n` : reportText(report, asked));
  output.close();
  return report.verdict === 'whole' ? 0 : brokenExitCode;
}

async function read(path: string, asked: { head: string | undefined; publicKey: string | undefined }): Promise<Report> {
  try {
    if ((await stat(path)).isDirectory()) fail('usage', `${path}: a folder; name a file`);
    return await verifyExport(createReadStream(path, { highWaterMark: 256 * 1024 }), asked);
  } catch (error) {
    return refuse(path, error);
  }
}

async function readKey(path: string): Promise<string> {
  try {
    return readPublicKey(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof CofferdamError)
      fail('usage', `--key ${path}: an Ed25519 public key, as PEM or 64 digits`, error);
    return refuse(path, error);
  }
}

function refuse(path: string, error: unknown): never {
  if (error instanceof CofferdamError) throw error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') fail('not-found', path, error);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EISDIR' || code === 'EIO') fail('not-readable', path, error);
  throw error;
}
