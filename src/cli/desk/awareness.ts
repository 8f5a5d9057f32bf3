import { randomUUID } from 'node:crypto';
import { operations } from '#server/client';
import { incidentOf } from './incident.ts';
import { readZoned } from './instant.ts';
import { namesOf, personOf } from './person.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;

/** `cofferdam awareness list INCIDENT`: all statements as they were made, and since when each legal entity was aware. */
export async function listAwareness(named: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { answer } = await client.call(respond.listAwareness, { params });
  if (format === 'json') return print(JSON.stringify(answer));
  const { statements, aware } = answer;
  if (statements.length === 0) {
    return say('Nobody stated anything yet: no clock can be told. See `cofferdam awareness state --help`.');
  }
  const nameOf = await namesOf(client);
  const rows = statements.map(({ step, since, zone, saidBy, entity, compartment, note }) => [
    since,
    step,
    zone,
    nameOf(saidBy),
    entity ?? 'all entities',
    compartment,
    note?.replaceAll('\n', ' ') ?? '',
  ]);
  for (const line of table(rows)) print(line);
  if (aware.length === 0) print('\nNobody stated that the organisation is aware.');
  else print('\nAware since');
  for (const line of table(aware.map(({ since, zone, entity }) => [`  ${since}`, zone, entity ?? 'all entities']))) {
    print(line);
  }
}

export interface StateOptions {
  readonly at: string;
  readonly zone?: string;
  readonly saidBy?: string;
  readonly entity?: string;
  readonly compartment: 'facts' | 'counsel' | 'person-concerned';
  readonly note?: string;
  readonly format: Format;
}
export type Step = 'first-indication' | 'being-assessed' | 'aware';

/** `cofferdam awareness state INCIDENT STEP --at TIME` */
export async function stateAwareness(
  named: string,
  step: Step,
  { at, zone, saidBy, entity, compartment, note, format }: StateOptions,
): Promise<void> {
  const when = readZoned(at, zone, { option: '--at' });
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const body = {
    step,
    ...when,
    compartment,
    ...(saidBy !== undefined && { saidBy: await personOf(client, saidBy) }),
    ...(entity !== undefined && { entity }),
    ...(note !== undefined && { note }),
  };
  const { answer } = await client.call(respond.stateAwareness, { params, body }, { once: randomUUID() });
  printOne(format, answer, ({ id, since }) => [`${id}  ${step}  ${since}  (${answer.zone})`]);
}
