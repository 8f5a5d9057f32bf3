import { readFile, stat } from 'node:fs/promises';
import { type AllowList, compileAllowList } from '#inspect';
import { fail } from '#platform/errors';

/** Each reader holds the list. */
const mostBytes = 8 * 1024 * 1024;

/**
 * Values that are never reported, one a line; `/…/` is a regular expression that matches whole values. Blank lines and those
 * that begin with `#` are skipped.
 */
export async function readAllowList(path: string | undefined): Promise<AllowList | undefined> {
  if (path === undefined) return undefined;
  const text = await textOf(path);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const isPattern = (line: string): boolean => line.length > 2 && line.startsWith('/') && line.endsWith('/');
  const kept = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const list: AllowList = {
    values: kept.filter((line) => !isPattern(line)),
    patterns: kept.filter(isPattern).map((line) => line.slice(1, -1)),
  };
  if (kept.length === 0) fail('allow-invalid', 'it is empty');
  compileAllowList(list);
  return list;
}

async function textOf(path: string): Promise<string> {
  try {
    if ((await stat(path)).size > mostBytes) return fail('allow-invalid', 'it is larger than 8 MiB');
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if (error instanceof TypeError) return fail('allow-invalid', 'it is not UTF-8');
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'allow-invalid') throw error;
    return fail(code === 'ENOENT' ? 'not-found' : 'not-readable', '--allow', error);
  }
}
