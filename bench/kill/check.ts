import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Entry, verifyExport } from '../../src/platform/audit/index.ts';
import type { Client } from '../../src/server/client/index.ts';
import { operations } from '../../src/server/client/index.ts';
import { askToRead, listEvidence, readEvidence, showEvidence } from '../../src/respond/evidence/contract.ts';
import type { People } from './people.ts';
import type { Remembered } from './work.ts';

const { respond, log } = operations;

/** What was found at the end; nothing in `wrong` is how it should be. */
export interface Found {
  readonly wrong: string[];
  readonly entries: number;
  readonly checkpoints: number;
  readonly runs: number;
}

const patienceMilliseconds = 180_000;

/** Holds what is there against what was acknowledged: all of it, each once, and nothing beside it. */
export async function check(
  { lead, auditor }: People,
  memory: Remembered,
  told: (line: string) => void,
): Promise<Found> {
  const wrong: string[] = [...memory.broken];
  told('inspection is waited for');
  await runsToEnd(lead, memory, wrong);
  told('what is there is compared');
  const text = await (await auditor.stream(log.exportLogOperation, { body: {} })).text();
  const entries = entriesOf(text);
  const report = await verifyExport(new Blob([text]).stream() as AsyncIterable<Uint8Array>, {
    head: memory.heads.at(-1),
  });
  for (const { kind, line } of report.breaks) wrong.push(`the log: ${kind} at line ${line}`);
  for (const head of memory.heads) if (!text.includes(`"hash":"${head}"`)) wrong.push('a head of the log is gone');

  compare('incidents', memory.incidents, await all(lead, respond.listIncidents, {}), wrong);
  compareEntries('incident-opened', memory.incidents, entries, ({ chain }) => chain, wrong);
  const stated: string[] = [];
  for (const incident of memory.incidents) {
    const { answer } = await lead.call(respond.listAwareness, { params: { incident } });
    stated.push(...answer.statements.map(({ id }) => id));
  }
  const statements = memory.statements.map(({ id }) => id);
  compare('statements', statements, stated, wrong);
  compareEntries('awareness-stated', statements, entries, ({ act }) => field(act, 'statement'), wrong);
  const items = memory.files.map(({ evidence }) => evidence);
  const listed: string[] = [];
  for (const incident of memory.incidents) listed.push(...(await all(lead, listEvidence, { incident })));
  compare('files', items, listed, wrong);
  compareEntries('evidence-handed-in', items, entries, ({ act }) => field(act, 'evidence'), wrong);
  compareEntries('evidence-completed', items, entries, ({ act }) => field(act, 'evidence'), wrong);
  await compareBytes(lead, memory, wrong);
  const runs = entries.filter(({ act }) => act.type === 'inspection-finished').map(({ act }) => field(act, 'run'));
  if (new Set(runs).size !== runs.length) wrong.push('a run ended twice');
  const { checkpoints } = report;
  return { wrong, entries: entries.length, checkpoints, runs: runs.length };
}

/** Each content of an incident is inspected to its end, once, however often its workers were killed. */
async function runsToEnd(lead: Client, { incidents, files }: Remembered, wrong: string[]): Promise<void> {
  // A hundred kills leave hundreds of files: what counts is that it goes on.
  let moved = performance.now();
  for (const incident of incidents) {
    const contents = new Set(files.filter((file) => file.incident === incident).map(({ sha256 }) => sha256)).size;
    const query = { limit: 500, type: 'inspection-finished' };
    const failures = { limit: 500, type: 'inspection-failed' };
    let ended = 0;
    for (;;) {
      const now = (await lead.call(log.listLog, { params: { incident }, query })).answer.items.length;
      if (now !== ended) [ended, moved] = [now, performance.now()];
      const failed = (await lead.call(log.listLog, { params: { incident }, query: failures })).answer.items;
      if (ended + failed.length >= contents || performance.now() - moved > patienceMilliseconds) break;
      await delay(100);
    }
    if (ended !== contents) wrong.push(`${ended} of ${contents} contents of an incident were inspected to the end`);
  }
}

function entriesOf(text: string): readonly Entry[] {
  return text
    .split('\n')
    .flatMap((line) => (line.startsWith('{"entry":') ? [(JSON.parse(line) as { entry: Entry }).entry] : []));
}

function field(act: Entry['act'], name: string): string {
  return String((act as Readonly<Record<string, unknown>>)[name]);
}

async function all(
  client: Client,
  operation: typeof respond.listIncidents | typeof listEvidence,
  params: Readonly<Record<string, string>>,
): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 500, cursor };
    const { answer } = await client.call(operation as typeof listEvidence, { params: params as never, query });
    found.push(...answer.items.map(({ id }) => id));
    cursor = answer.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function compare(what: string, wanted: readonly string[], found: readonly string[], wrong: string[]): void {
  const known = new Set(wanted);
  const there = new Set(found);
  const lost = wanted.filter((id) => !there.has(id)).length;
  const doubled = found.length - there.size;
  const strange = found.filter((id) => !known.has(id)).length;
  if (lost + doubled + strange > 0)
    wrong.push(`${what}: ${lost} lost, ${doubled} doubled, ${strange} never acknowledged`);
}

function compareEntries(
  type: Entry['act']['type'],
  wanted: readonly string[],
  entries: readonly Entry[],
  idOf: (entry: Entry) => string,
  wrong: string[],
): void {
  const found = entries.filter(({ act }) => act.type === type).map(idOf);
  compare(`entries ${type}`, wanted, found, wrong);
}

async function compareBytes(client: Client, { files }: Remembered, wrong: string[]): Promise<void> {
  for (const { incident, evidence, sha256 } of files) {
    const params = { incident, evidence };
    const { answer: item } = await client.call(showEvidence, { params });
    const { answer } = await client.call(askToRead, { params, body: { reason: 'compared' } });
    const response = await client.stream(readEvidence, { params: { ...params, reading: answer.reading } });
    const hash = createHash('sha256')
      .update(Buffer.from(await response.arrayBuffer()))
      .digest('hex');
    if (item.state !== 'complete' || item.sha256 !== sha256 || hash !== sha256)
      wrong.push('a file is not what was sent');
  }
}
