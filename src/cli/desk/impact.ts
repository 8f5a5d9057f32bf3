import { setTimeout as pause } from 'node:timers/promises';
import type { Element } from '#inspect';
import { type Client, operations } from '#server/client';
import type { Answer } from '#platform/operation';
import { exitCode } from '../exit.ts';
import { dateLines, monthLines } from '../output/dates.ts';
import { elementNames, size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Overview = Answer<typeof respond.showImpact>;

/** How often it looks while it waits. */
const waitMilliseconds = 1000;

/** `cofferdam impact INCIDENT`: exit codes as those of `inspect`, since the question is the same. */
export async function showImpact(
  named: string,
  { format, wait }: { readonly format: 'text' | 'json'; readonly wait: boolean },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const impact = wait ? await whenDone(client, params) : (await client.call(respond.showImpact, { params })).answer;
  process.stdout.write(format === 'json' ? `${JSON.stringify(impact)}\n` : textOf(impact));
  const found = Object.values(impact.elements).some((count) => count > 0);
  process.exitCode = exitCode(found, !impact.searchedInWhole);
}

/** Inspected, and its persons counted. What is said last was looked up last: a run may end between two looks. */
export async function whenDone(client: Client, params: { readonly incident: string }): Promise<Overview> {
  let isToldOf = false;
  for (;;) {
    const underWay = await isUnderWay(client, params);
    const { answer } = await client.call(respond.showImpact, { params });
    if (!underWay && answer.items.waiting === 0 && !answer.counting) {
      if (isToldOf) process.stderr.write('\n');
      return answer;
    }
    if (process.stderr.isTTY) {
      const read = `${size(answer.bytesRead)} of ${size(answer.bytes)} read`;
      process.stderr.write(`\r${underWay ? read : `${read}, persons are being counted`}   `);
      isToldOf = true;
    }
    await pause(waitMilliseconds);
  }
}

async function isUnderWay(client: Client, params: { readonly incident: string }): Promise<boolean> {
  for (const state of ['queued', 'running'] as const) {
    const { answer } = await client.call(respond.listRuns, { params, query: { state, limit: 1 } });
    if (answer.items.length > 0) return true;
  }
  return false;
}

function textOf(overview: Overview): string {
  const { items, files, elements, reasons, persons, counting, bytes, bytesRead, searchedInWhole, rulesOff } = overview;
  const lines: string[] = [];
  lines.push(
    searchedInWhole ? 'All that was handed in was searched in whole.' : 'NOT ALL was searched: there may be more.',
    '',
    `Evidence   ${items.whole} searched in whole`,
  );
  const rest = [
    [items.sample, 'only a sample of it searched'],
    [items.waiting, 'waiting'],
    [items.notSearched, 'not searched: failed or cancelled'],
    [items.uploading, 'still being handed in'],
    [items.sealedOff, 'sealed off, not inspected'],
  ] as const;
  for (const [count, what] of rest) if (count > 0) lines.push(`           ${count} ${what}`);
  lines.push(`Bytes      ${size(bytesRead)} of ${size(bytes)} read`);
  lines.push(`Files      ${files.inspected} read in full, ${files.partial} in part, ${files.unreadable} not`);
  for (const [reason, count] of byCount(reasons)) lines.push(`           ${count} ${printable(reason)}`);
  if (rulesOff.length > 0) lines.push(`Rules      some of it inspected without ${rulesOff.map(printable).join(', ')}`);
  lines.push('', 'Found');
  const found = byCount(elements);
  if (found.length === 0) lines.push(searchedInWhole ? '  nothing' : '  nothing in what was searched');
  for (const [element, count] of found) {
    lines.push(`  ${String(count).padStart(10)}  ${elementNames[element as Element] ?? printable(element)}`);
  }
  lines.push(...dateText(overview));
  lines.push('', 'Persons');
  if (counting) lines.push('  being counted: there may be others than these');
  else if (persons.length === 0) lines.push('  none: there is nothing to count');
  for (const { certain, possible, atLeast, compartment, relations } of persons) {
    lines.push(`  ${certain} to ${possible}${atLeast ? ' in what was read; there may be more' : ''}  (${compartment})`);
    for (const [relation, count] of byCount(relations))
      lines.push(`  ${String(count).padStart(10)}  ${printable(relation)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** When it was written: the newest days that others bear out, and dates by month. */
function dateText({ dates: { events, documents, isComplete }, searchedInWhole }: Overview): string[] {
  const told = (tally: typeof events) => (tally === null ? undefined : { ...tally, oldest: tally.oldest ?? undefined });
  const shown = { events: told(events), documents: told(documents) };
  const lines = dateLines(shown).trimEnd().split('\n');
  const isPart = !isComplete || !searchedInWhole;
  if (shown.events === undefined && shown.documents === undefined) {
    const where = isPart ? ' in what was read' : '';
    return ['', 'How new it is', `  no date that says when it was written${where}`];
  }
  for (const [title, tally] of [
    ['Records by month', shown.events],
    ['Files by month', shown.documents],
  ] as const)
    if (tally !== undefined) lines.push(`  ${title}`, ...monthLines(tally).map((line) => `  ${line}`));
  if (!isComplete) lines.push('  Some of it was inspected before dates were read: inspect it again.');
  if (!searchedInWhole) lines.push('  Newer and older dates may be in what was not searched.');
  return lines;
}

function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}
