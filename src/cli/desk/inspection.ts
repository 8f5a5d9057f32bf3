import { randomUUID } from 'node:crypto';
import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { size } from '../output/words.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { type GivenPasswords, passwordsOf } from './passwords.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Run = Answer<typeof respond.showRun>;
export type State = Run['state'];

/** `cofferdam inspection list INCIDENT` */
export async function listInspections(
  named: string,
  { state, format }: { readonly state?: State; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const rows: (readonly string[])[] = [];
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listRuns, { params, query: { ...page, ...(state !== undefined && { state }) } });
  for await (const run of pages(list)) {
    if (format === 'json') print(JSON.stringify(run));
    else rows.push(cellsOf(run));
  }
  for (const line of table(rows)) print(line);
}

export interface AgainOptions extends GivenPasswords {
  readonly format: Format;
}

/** `cofferdam inspection again INCIDENT RUN` */
export async function inspectAgain(named: string, run: string, { format, ...given }: AgainOptions): Promise<void> {
  const passwords = await passwordsOf(given);
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), run };
  const before = passwords !== undefined ? 0 : (await client.call(respond.showRun, { params })).answer.passwords;
  const asked = passwords !== undefined ? { params, body: { passwords: [...passwords] } } : { params };
  const { answer } = await client.call(respond.restartRun, asked, { once: randomUUID() });
  printOne(format, answer, (begun) => table([cellsOf(begun)]));
  if (before > 0) {
    say(
      `That inspection had passwords (${before}), which were not kept. This one has none: what they opened is not read, and what was found in it goes when this one is complete. \`cofferdam inspection cancel\` stops it.`,
    );
  }
}

/** `cofferdam inspection cancel INCIDENT RUN` */
export async function cancelInspection(
  named: string,
  run: string,
  { reason, format }: { readonly reason?: string; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), run };
  const body = reason === undefined ? {} : { reason };
  const { answer } = await client.call(respond.cancelRun, { params, body }, { once: randomUUID() });
  printOne(format, answer, (ended) => table([cellsOf(ended)]));
}

function cellsOf({ id, evidence, state, code, queuedAt, bytes, reasons, passwords }: Run): readonly string[] {
  const unread = Object.entries(reasons).map(([reason, count]) => `${reason}:${count}`);
  return [
    id,
    evidence,
    code === null ? state : `${state}: ${code}`,
    queuedAt.slice(0, 16),
    size(bytes),
    [...unread, ...(passwords > 0 ? [`passwords:${passwords}`] : [])].join(' '),
  ];
}
