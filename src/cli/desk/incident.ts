import { randomUUID } from 'node:crypto';
import type { Answer } from '#platform/operation';
import { fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { printable } from '../walk.ts';
import { pages } from './pages.ts';
import { type Format, print, printOne } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;

export interface OpenOptions {
  readonly codeName?: string;
  readonly severity?: 'unknown' | 'low' | 'medium' | 'high' | 'critical';
  readonly format: 'text' | 'json';
}

/** `cofferdam incident open TITLE` */
export async function openIncident(title: string, { codeName, severity, format }: OpenOptions): Promise<void> {
  const client = await reachDesk();
  const body = { title, ...(codeName !== undefined && { codeName }), ...(severity !== undefined && { severity }) };
  const { answer } = await client.call(respond.openIncident, { body }, { once: randomUUID() });
  print(format === 'json' ? JSON.stringify(answer) : `${answer.id}  ${printable(answer.codeName)}`);
}

/** `cofferdam incident list` */
export async function listIncidents({ format }: { readonly format: 'text' | 'json' }): Promise<void> {
  const client = await reachDesk();
  let some = false;
  for await (const one of all(client)) {
    some = true;
    if (format === 'json') print(JSON.stringify(one));
    else {
      const { id, openedAt, phase, severity, codeName, title } = one;
      print(
        [id, openedAt.slice(0, 16), phase.padEnd(7), severity.padEnd(8), printable(codeName), printable(title)].join(
          '  ',
        ),
      );
    }
  }
  if (!some) process.stderr.write('You are a member of no incident. Open one with `cofferdam incident open TITLE`.\n');
}

export interface EditOptions {
  readonly title?: string;
  readonly severity?: Incident['severity'];
  readonly phase?: Incident['phase'];
  readonly format: Format;
}
type Incident = Answer<typeof respond.showIncident>;

/** `cofferdam incident edit INCIDENT`: what is not said stays as it is. */
export async function editIncident(named: string, { format, ...body }: EditOptions): Promise<void> {
  if (Object.keys(body).length === 0) fail('usage', 'say what is to be changed: `cofferdam incident edit --help`');
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { version } = (await client.call(respond.showIncident, { params })).answer;
  const { answer } = await client.call(respond.editIncident, { params, body }, { version });
  printOne(format, answer, ({ id, phase, severity, codeName, title }) => [
    [id, phase, severity, printable(codeName), printable(title)].join('  '),
  ]);
}

/** `cofferdam incident show INCIDENT` */
export async function showIncident(named: string, { format }: { readonly format: 'text' | 'json' }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { answer } = await client.call(respond.showIncident, { params });
  const { statements } = (await client.call(respond.listAwareness, { params })).answer;
  if (format === 'json') return print(JSON.stringify({ ...answer, awareness: statements }));
  print(`${printable(answer.title)}\n`);
  print(`id         ${answer.id}`);
  print(`code name  ${printable(answer.codeName)}`);
  print(`phase      ${answer.phase}`);
  print(`severity   ${answer.severity}`);
  print(`opened     ${answer.openedAt}`);
  print(`you        ${answer.own.role}, ${answer.own.compartments.join(', ')}`);
  print('\nAwareness');
  if (statements.length === 0) print('  Nobody stated yet when the organisation became aware: no clock can be told.');
  for (const { step, since: at, zone } of statements) print(`  ${step.padEnd(16)}  ${at}  (${printable(zone)})`);
}

/** The id of an incident that is named by it or by its code name; `usage` where there is none, or several. */
export async function incidentOf(client: Client, named: string): Promise<string> {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(named)) return named.toLowerCase();
  for await (const { id, codeName } of all(client)) {
    if (codeName.toLowerCase() === named.toLowerCase()) return id;
  }
  fail('usage', 'none of your incidents has this id or code name; see `cofferdam incident list`');
}

function all(client: Client) {
  return pages((query) => client.call(respond.listIncidents, { query }));
}
