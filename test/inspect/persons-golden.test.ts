import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInspector, createLabels, createPersons, type InspectOptions, renumberFiles } from '#inspect';
import { openSpill } from '#platform';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../../src/server/inspection/sources.ts';
import { context, memoryInput } from './memory.ts';

/**
 * Situations in which it is easily wrong whose data it is. A case is a folder of files, and `expected.txt`: how many persons these
 * are, and for each name, contact, whether a minor, in how many records and files, and what is known. COFFERDAM_REWRITE=1 writes
 * the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/persons');
const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
const inspector = createInspector({ formats: await importFormats(modules), rules, labels, key: new Uint8Array(32) });

describe('whose data it is', () => {
  it.each(readdirSync(folder))('%s', async (name) => {
    const seen = await personsOf(join(folder, name));
    const expected = join(folder, name, 'expected.txt');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, seen);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(seen).toBe(readFileSync(expected, 'utf8'));
  });
});

async function personsOf(place: string): Promise<string> {
  const spill = await openSpill({ folder: tmpdir() });
  const persons = await createPersons({ spill, lists: true });
  const named = createLabels({ spill });
  let files = 0;
  for (const path of readdirSync(place, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (!/\.\w+$/.test(path) || path === 'expected.txt') continue;
    const options: InspectOptions = {
      name: path,
      ...context(),
      findingsPerRule: 0,
      text: false,
      persons: true,
      personLabels: 'revealed',
      reveal: false,
    };
    const before = files;
    await inspector.inspect(memoryInput(readFileSync(join(place, path))), options, async (event) => {
      if (event.type === 'begin') files = Math.max(files, before + event.file + 1);
      if (event.type !== 'records') return;
      renumberFiles(event.bytes, (local) => before + local);
      const first = persons.size;
      await Promise.all([persons.add(event.bytes), named.add(first, event.labels ?? [])]);
    });
  }
  const result = await persons.finish();
  const lines = [`${result.certain} certain, ${result.possible} possible`];
  const labelled = named.join(result.records());
  let next = await labelled.next();
  for await (const { person, minor, records, files: inFiles, elements } of result.persons()) {
    while (next.done !== true && next.value.person < person) next = await labelled.next();
    const { name = '', contact = '' } = next.done === true ? {} : next.value;
    const age = minor === undefined ? 'age unknown' : minor ? 'minor' : 'adult';
    lines.push([name, contact, age, `${records} in ${inFiles}`, elements.join(' ')].join(' | '));
  }
  await labelled.return(undefined);
  await persons.close();
  await named.close();
  await spill.close();
  return `${lines.join('\n')}\n`;
}
