import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compileRules, lintRules, type Source } from '#inspect';
import { CofferdamError, fail } from '#platform/errors';
import { shippedRules } from './sources.ts';

/** Rules are written by people: what is larger is another folder than was meant. */
const mostFiles = 1000;
const mostBytes = 1024 * 1024;

/** The YAML files of a folder as rules beside the shipped ones. They may be invalid still: see `ownRules`. */
export async function readOwnRules(folder: string): Promise<Source[]> {
  try {
    const names = (await readdir(folder, { recursive: true })).filter((name) => /\.ya?ml$/.test(name)).sort();
    if (names.length === 0) fail('rule-invalid', `${folder}: holds no .yml file`);
    if (names.length > mostFiles) fail('rule-invalid', `${folder}: holds more than ${mostFiles} .yml files`);
    const sources: Source[] = [];
    for (const name of names) {
      const path = join(folder, name);
      if ((await stat(path)).size > mostBytes) fail('rule-invalid', `${path}: is larger than 1 MiB`);
      sources.push({ path, text: await readFile(path, 'utf8') });
    }
    return sources;
  } catch (error) {
    if (error instanceof CofferdamError) throw error;
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail(isMissing ? 'not-found' : 'not-readable', folder, error);
  }
}

/**
 * A user's own rules, tried before they are used: each has examples that it finds and others that it does not, a pattern
 * that cannot run away, and an id that no shipped rule has. Throws `rule-invalid` with the first problem.
 */
export async function ownRules(folder: string): Promise<Source[]> {
  const [shipped, own] = await Promise.all([shippedRules(), readOwnRules(folder)]);
  const [first, ...more] = lintRules(own, compileRules(shipped));
  if (first === undefined) return own;
  const { path, rule, field, what } = first;
  const others = more.length === 0 ? '' : `; ${more.length} more`;
  return fail('rule-invalid', `${path}${rule === undefined ? '' : ` ${rule}`}: ${field} ${what}${others}`);
}
