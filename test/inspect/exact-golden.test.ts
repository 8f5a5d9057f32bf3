import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#inspect';
import { findKnown, indexOf } from './exact.ts';

/**
 * A case is a folder: an input, and which values of roster.csv are found in it. `ok.` cases hold some of them, `ng.` cases
 * hold what only looks like them. COFFERDAM_REWRITE=1 writes the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/exact');
const index = await indexOf(readFileSync(join(folder, 'roster.csv'), 'utf8'));
const cases = readdirSync(folder).filter((name) => !name.endsWith('.csv'));

describe('golden cases of exact match', () => {
  it.each(cases)('%s', async (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const { findings, status } = await findKnown(index, input, readFileSync(join(folder, name, input)));
    const text = findings.map(line).join('');
    const expected = join(folder, name, 'expected.txt');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, text);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    expect(status).toBe('inspected');
    if (name.startsWith('ng.')) expect(findings).toEqual([]);
  });
});

function line({ where, value, redacted, match, score, element, reasons }: Finding): string {
  const place = Object.entries(where).map(([key, at]) => `${key} ${at}`);
  const why = reasons.slice(1).map((reason) => reason.why);
  return `${place.join(' ')}: ${value} is ${match?.column} of row ${match?.row} (${element} ${score}) as ${redacted}; ${why.join(', ')}\n`;
}
