import { readFile, stat } from 'node:fs/promises';
import { type Baseline, markOfKey, mostKnown } from '#inspect';
import { fail } from '#platform/errors';
import { heading } from './output/baseline.ts';

/** Bytes of a line: 16 digits and its end. */
const lineBytes = 18;

/**
 * Reads what `--format baseline` wrote. Fails with `not-found`, `not-readable` or `baseline-invalid`: it is none, it is cut, or it
 * was made with another key.
 */
export async function readBaseline(path: string, key: Uint8Array): Promise<Baseline> {
  const found = await stat(path).catch(() => fail('not-found', path));
  if (!found.isFile()) fail('not-readable', path);
  if (found.size > (mostKnown + 10) * lineBytes) fail('baseline-invalid', `${path}: more than ${mostKnown} values`);
  const text = await readFile(path, 'latin1').catch((error: unknown) => fail('not-readable', path, error));
  const [first = '', ...names] = text.trimEnd().split(/\r?\n/);
  if (!first.startsWith(heading)) fail('baseline-invalid', `${path}, line 1: it is no baseline of this version`);
  if (first !== heading + markOfKey(key)) fail('baseline-invalid', `${path}, line 1: it was made with another key`);
  const wrong = names.findIndex((name) => !/^[0-9a-f]{16}$/.test(name));
  if (wrong >= 0) fail('baseline-invalid', `${path}, line ${wrong + 2}: not 16 hexadecimal digits`);
  if (!text.endsWith('\n')) fail('baseline-invalid', `${path}: its end is missing`);
  return { key: Buffer.from(key).toString('hex'), names };
}
