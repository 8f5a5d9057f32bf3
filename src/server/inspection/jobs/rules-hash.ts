import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Source } from '#inspect';
import { shippedLabels, shippedRules } from '../sources.ts';

/**
 * SHA-256 over what inspection goes by: rules, labels and the version of the program. Bytes that were inspected with it
 * need no other inspection.
 *
 * @param own what a user adds to the rules
 */
export async function hashRules(own: readonly Source[] = []): Promise<string> {
  const manifest = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const hash = createHash('sha256').update(version);
  for (const { path, text } of [...(await shippedRules()), ...(await shippedLabels()), ...own]) {
    hash.update(`\0${path}\0${text.length}\0`).update(text);
  }
  return hash.digest('hex');
}
