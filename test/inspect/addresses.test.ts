import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTextReader } from '../../src/inspect/index.ts';
import { shippedLabels, shippedRules } from '../../src/server/inspection/sources.ts';

/** Letters and notes in which `[[…]]` marks each address, one file a language; lines without one are near misses. */
const folder = join(import.meta.dirname, '../cases/addresses');
const read = createTextReader(await shippedRules(), await shippedLabels());

test.each([
  ['de', 0.95],
  ['en', 0.9],
  ['es', 0.95],
  ['fr', 0.95],
  ['it', 0.95],
])('addresses in running text, %s', (language, least) => {
  const written = readFileSync(join(folder, `${language}.txt`), 'utf8');
  const truth = [...written.matchAll(/\[\[(.+?)\]\]/g)].map(([, address = '']) => address);
  const text = written.replaceAll(/\[\[|\]\]/g, '');
  const found = read(text)
    .filter(({ element }) => element === 'postal-address')
    .map(({ start, end }) => text.slice(start, end));
  // A house's name before the street, or a home's, may be missing: street, number and place are there.
  const right = truth.filter((address) => found.some((one) => address.endsWith(one)));
  const [precision, recall] = [right.length / found.length, right.length / truth.length];
  const f1 = (2 * precision * recall) / (precision + recall);
  process.stdout.write(
    `addresses in running text, ${language}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}\n`,
  );
  expect(f1, truth.filter((address) => !right.includes(address)).join('; ')).toBeGreaterThanOrEqual(least);
});
