import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInspector, createPersons, type Finding, type InspectEvent, type InspectOptions } from '#inspect';
import { openSpill } from '#platform';
import { tmpdir } from 'node:os';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../../src/server/inspection/sources.ts';
import { context, memoryInput } from './memory.ts';

/**
 * A case is a folder: an input and what inspection makes of it. `ok.` cases hold sensitive data, `ng.` cases hold what
 * only looks like it and must stay empty. COFFERDAM_REWRITE=1 writes the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/inspect');
const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
const inspector = createInspector({ formats: await importFormats(modules), rules, labels, key: new Uint8Array(32) });

describe('golden cases of inspection', () => {
  it.each(readdirSync(folder))('%s', async (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const seen = await inspect(input, readFileSync(join(folder, name, input)));
    const text = `${JSON.stringify(seen, null, 2)}\n`;
    const expected = join(folder, name, 'expected.json');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, text);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    if (name.startsWith('ng.')) expect(seen.findings).toEqual([]);
  });
});

async function inspect(name: string, bytes: Uint8Array) {
  const options: InspectOptions = {
    name,
    ...context(),
    findingsPerRule: Infinity,
    text: false,
    persons: true,
    reveal: true,
  };
  const spill = await openSpill({ folder: tmpdir() });
  const persons = await createPersons({ spill });
  const findings: string[] = [];
  let status = '';
  let format = '';
  await inspector.inspect(memoryInput(bytes), options, async (event: InspectEvent) => {
    if (event.type === 'begin') format = event.format;
    else if (event.type === 'findings') findings.push(...event.findings.map(line));
    else if (event.type === 'records') await persons.add(event.bytes);
    else if (event.type === 'end') status = event.status;
  });
  const { certain, possible } = await persons.finish();
  await persons.close();
  await spill.close();
  return { format, status, findings, persons: { certain, possible } };
}

function line({ element, rule, score, where, value, redacted }: Finding): string {
  const place = Object.entries(where).map(([key, at]) => `${key} ${at}`);
  return `${place.join(' ')}: ${element} (${rule} ${score}) ${value} as ${redacted}`;
}
