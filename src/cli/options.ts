import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option } from 'commander';
import { fail } from '#platform/errors';
import { type Limits, languages } from '#inspect';
import { defaultLimits } from '#server/inspection';

export interface LimitOptions {
  readonly maxDepth: number;
  readonly maxMembers: number;
  readonly maxRatio: number;
  readonly maxBytes: number;
  readonly maxMemory: number;
  readonly maxSeconds: number;
  readonly ocr: boolean;
  readonly ocrPixels: number;
  readonly ocrLanguages?: readonly string[];
}

/** The options that bound the work on one file. */
export function limitOptions(): Option[] {
  const { maxDepth, maxMembers, maxRatio, maxBytes, maxHeldBytes, maxSeconds, maxPixels = 0 } = defaultLimits;
  return [
    option('--max-depth <n>', 'containers in containers', wholeNumber, maxDepth),
    option('--max-members <n>', 'members of one file, at all depths', wholeNumber, maxMembers),
    option('--max-ratio <n>', 'bytes out per byte in', wholeNumber, maxRatio),
    option('--max-bytes <size>', 'bytes out of one file: 500M, 64G', byteSize, maxBytes, '64G'),
    option('--max-memory <size>', 'bytes that a reader may hold at once', byteSize, maxHeldBytes, '256M'),
    option('--max-seconds <n>', 'time for one file', wholeNumber, maxSeconds),
    option(
      '--ocr-pixels <size>',
      'pixels of pictures that are read, in all: 500M, 2G',
      byteSize,
      maxPixels,
      '2000 million',
    ),
    new Option('--ocr-languages <names>', 'of pictures: eng,deu; all that are installed').argParser(languageNames),
    new Option('--no-ocr', 'do not read what pictures show'),
  ];
}

function option(
  flags: string,
  text: string,
  parse: (value: string) => number,
  standard: number,
  shown?: string,
): Option {
  return new Option(flags, text).argParser(parse).default(standard, shown);
}

export function limitsOf(options: LimitOptions): Limits {
  const { maxDepth, maxMembers, maxRatio, maxBytes, maxMemory, maxSeconds, ocr, ocrPixels } = options;
  const limits = { maxDepth, maxMembers, maxRatio, maxBytes, maxHeldBytes: maxMemory, maxSeconds };
  return ocr ? { ...limits, maxPixels: ocrPixels } : limits;
}

function languageNames(value: string): string[] {
  const names = [...new Set(value.split(','))];
  const known: readonly string[] = languages;
  if (names.some((name) => !known.includes(name))) {
    throw new InvalidArgumentError(`These are known: ${languages.join(', ')}.`);
  }
  return names;
}

/** A count of 1 or more. */
export function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 is needed.');
  return Number(value);
}

/** Bytes, with k, M, G or T for powers of 1024. */
function byteSize(value: string): number {
  const match = /^([1-9]\d{0,12})([kMGT]?)$/.exec(value);
  if (match === null) throw new InvalidArgumentError('A size such as 500M or 64G is needed.');
  return Number(match[1]) * 1024 ** ' kMGT'.indexOf(match[2] === '' ? ' ' : (match[2] ?? ' '));
}

/** One password a line; blank lines are skipped, and nothing else is trimmed but the line's end and the mark at the beginning. */
export async function readPasswords(path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  const bytes = await readFile(path).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail(isMissing ? 'not-found' : 'not-readable', '--password-file', error);
  });
  return textOf(bytes)
    .split(/\r?\n/)
    .filter((line) => line !== '');
}

/** In another encoding they would be read as other passwords than were meant, and nobody would hear of it. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // What a decoder says may repeat what it met.
    return fail('usage', '--password-file is not UTF-8');
  }
}
