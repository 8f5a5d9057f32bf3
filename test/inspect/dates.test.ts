import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createInspector, type DateTally, type DayCount, type FileDates } from '#inspect';
import { formatModules, importFormats, shippedLabels, shippedRules } from '../../src/server/inspection/sources.ts';
import { context, memoryInput } from './memory.ts';

/**
 * A case is a folder: an input and what its dates say. `ng.` cases hold only dates that say nothing of when the data was
 * written. COFFERDAM_REWRITE=1 writes the expectations anew; read the difference.
 */
const folder = join(import.meta.dirname, '../cases/dates');
const [rules, labels, modules] = await Promise.all([shippedRules(), shippedLabels(), formatModules()]);
const key = new Uint8Array(32);
const inspector = createInspector({ formats: await importFormats(modules), rules, labels, key, asOf: '2026-03-04' });

describe('golden cases of dates', () => {
  it.each(readdirSync(folder))('%s', async (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const bytes = readFileSync(join(folder, name, input));
    const dates = await datesIn(input, bytes);
    expectSpansToHoldDates(dates, bytes);
    const text = `${JSON.stringify(told(dates), null, 2)}\n`;
    const expected = join(folder, name, 'expected.json');
    if (process.env['COFFERDAM_REWRITE'] === '1') writeFileSync(expected, text);
    expect(existsSync(expected), 'no expectation yet: COFFERDAM_REWRITE=1').toBe(true);
    expect(text).toBe(readFileSync(expected, 'utf8'));
    if (name.startsWith('ng.')) expect(dates).toEqual({});
  });
});

async function datesIn(name: string, bytes: Uint8Array): Promise<FileDates> {
  let dates: FileDates = {};
  const options = { name, ...context(), findingsPerRule: 0, text: false, persons: false, reveal: false };
  await inspector.inspect(memoryInput(bytes), options, async (event) => {
    if (event.type === 'dates') dates = event.dates;
  });
  return dates;
}

/** A person who follows a date to its place finds figures of it there, and not those of the cell beside it. */
function expectSpansToHoldDates({ events }: FileDates, bytes: Uint8Array): void {
  for (const { day, at } of events?.newest ?? []) {
    const text = Buffer.from(bytes.subarray(at?.span.start, at?.span.end)).toString();
    expect(text).toMatch(/^[\p{L}\d][\p{L}\d ,:.+\-/()]*$/u);
    if (!/^\d{10}/.test(text)) expect(text).toContain(String(Number(day.slice(8))));
  }
}

const told = ({ events, documents }: FileDates) => ({
  ...(events && { events: tally(events) }),
  ...(documents && { documents: tally(documents) }),
});

const tally = ({ months, newest, oldest }: DateTally) => ({
  months,
  newest: newest.map(line),
  oldest: oldest === undefined ? null : line(oldest),
});

function line({ day, count, at }: DayCount): string {
  const place = Object.entries(at?.where ?? {}).map(([name, where]) => `${name} ${where}`);
  return `${day} x${count}: ${at?.by}${at?.said === undefined ? '' : ` "${at.said}"`}, ${place.join(' ')}`;
}
