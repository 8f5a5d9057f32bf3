import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { dictionaryRule, type Element, elements, mostTerms, shortestTerm, type Source } from '#inspect';
import { CofferdamError, fail } from '#platform/errors';

const mostBytes = 1024 * 1024;

interface NamedFile {
  readonly element: Element;
  readonly path: string;
}

/** `--dictionary ELEMENT=FILE`, which may be given several times. */
export function dictionaryOption(value: string, before: readonly NamedFile[] = []): readonly NamedFile[] {
  const at = value.indexOf('=');
  const element = elements.find((one) => one === value.slice(0, at));
  if (element === undefined || at === value.length - 1) {
    throw new InvalidArgumentError(`ELEMENT=FILE is needed, with one of ${elements.join(', ')}.`);
  }
  return [...before, { element, path: value.slice(at + 1) }];
}

/** One term a line; blank lines and those that begin with `#` are skipped. The dictionary is named as its file is. */
export function readDictionaries(files: readonly NamedFile[] = []): Promise<Source[]> {
  return Promise.all(
    files.map(async ({ element, path }) => {
      const lines = (await textOf(path)).split(/\r?\n/).map((line) => line.trim());
      const terms = lines.filter((line) => line !== '' && !line.startsWith('#'));
      const short = lines.findIndex((line) => line !== '' && !line.startsWith('#') && [...line].length < shortestTerm);
      if (short !== -1)
        fail('dictionary-invalid', `${path}: line ${short + 1} is shorter than ${shortestTerm} characters`);
      if (terms.length === 0) fail('dictionary-invalid', `${path}: it is empty`);
      if (terms.length > mostTerms) fail('dictionary-invalid', `${path}: it has more than ${mostTerms} terms`);
      return dictionaryRule({ name: nameOf(path), element, terms });
    }),
  );
}

function nameOf(path: string): string {
  const plain = basename(path, extname(path))
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  return plain.length === 0
    ? fail('dictionary-invalid', `${path}: its name has no letter or digit of ASCII`)
    : plain.join('-');
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) return fail('dictionary-invalid', `${path}: it is larger than 1 MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    if (error instanceof TypeError) return fail('dictionary-invalid', `${path}: it is not UTF-8`);
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail(isMissing ? 'not-found' : 'not-readable', path, error);
  }
}
