import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { openOutput } from '../output-file.ts';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { incidentOf } from './incident.ts';
import { readInstant } from './instant.ts';
import { pages } from './pages.ts';
import { namesOf, personOf } from './person.ts';
import { type Format, printOne, say } from './print.ts';
import { reachDesk } from './reach.ts';
import { saveAnswer } from './save.ts';

const { log } = operations;
type Entry = Answer<typeof log.listLog>['items'][number];

export interface ListOptions {
  readonly type?: string;
  readonly actor?: string;
  readonly from?: string;
  readonly before?: string;
  readonly format: Format;
}

/** `cofferdam log list INCIDENT`: newest first, as far as one may see. */
export async function listLog(named: string, options: ListOptions): Promise<void> {
  const { type, actor, from, before, format } = options;
  const filter = {
    ...(type !== undefined && { type }),
    ...(from !== undefined && { from: readInstant(from, '--from') }),
    ...(before !== undefined && { before: readInstant(before, '--before') }),
  };
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const who = actor === undefined ? {} : { actor: actor.includes('@') ? await personOf(client, actor) : actor };
  const nameOf = format === 'json' ? () => '' : await namesOf(client);
  const output = openOutput(undefined);
  for await (const entry of pages((page) =>
    client.call(log.listLog, { params, query: { ...page, ...filter, ...who } }),
  )) {
    output.write(`${format === 'json' ? JSON.stringify(entry) : lineOf(entry, nameOf)}\n`);
  }
  output.close();
}

/** `cofferdam log export FILE`: the whole log, for `cofferdam verify`. */
export async function exportLog(path: string, { recipient }: { readonly recipient?: string }): Promise<void> {
  const client = await reachDesk();
  const body = recipient === undefined ? {} : { recipient };
  const bytes = await saveAnswer(path, () => client.stream(log.exportLogOperation, { body }));
  say(`${size(bytes)} in ${printable(path)}. Check it with \`cofferdam verify\`.`);
}

/** `cofferdam log head`: to be noted where those who run the machine cannot reach it. */
export async function showHead({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { answer } = await client.call(log.showLogHead);
  printOne(format, answer, ({ installation, head, signed, publicKey }) => [
    `installation  ${installation}`,
    `head          ${head.hash}  (entry ${head.seq})`,
    `signed        ${signed === null ? 'nothing yet' : `entry ${signed.checkpoint.seq}, ${signed.checkpoint.at}`}`,
    `public key    ${publicKey}`,
  ]);
}

function lineOf({ at, actor, act }: Entry, nameOf: (id: string | null) => string): string {
  const who = actor.kind === 'person' ? nameOf(actor.id) : `${actor.kind} ${actor.id}`;
  const { type, ...fields } = act;
  const said = Object.entries(fields).map(([name, value]) => `${name}=${textOf(value, nameOf)}`);
  return printable([at, who, type, ...said].join('  '));
}

function textOf(value: unknown, nameOf: (id: string | null) => string): string {
  if (Array.isArray(value)) return value.map((one) => textOf(one, nameOf)).join(',');
  if (typeof value === 'string') return nameOf(value);
  return value === null ? '-' : JSON.stringify(value);
}
