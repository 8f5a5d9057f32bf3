import { randomUUID } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Answer } from '#platform/operation';
import { operations } from '#server/client';
import { printable } from '../walk.ts';
import { saidOrAsked } from './asking.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Doubt = Answer<typeof respond.listDoubts>['items'][number];
type Ruling = Answer<typeof respond.listRulings>['rulings'][number];
type Seen = Answer<typeof respond.revealDoubt>['one'];

interface Options {
  readonly count?: string;
  readonly format: Format;
}

/** `cofferdam persons doubts INCIDENT`: pairs that may be one person or two, masked, the most telling first. */
export async function listDoubts(named: string, { count, format }: Options): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listDoubts, { params, query: { ...page, ...(count !== undefined && { count }) } });
  let total = 0;
  for await (const one of pages(list)) {
    total += 1;
    print(format === 'json' ? JSON.stringify(one) : lineOf(one));
  }
  if (total === 0) say('Nothing is open: of every two records it could be told whether they are of one person.');
}

/** `cofferdam persons look INCIDENT NUMBER`: both of a pair as they are; the log tells of it. */
export async function lookAtDoubt(
  named: string,
  doubt: number,
  options: Options & { readonly reason?: string },
): Promise<void> {
  const { client, params, version } = await pairOf(named, doubt, options);
  const reason = await saidOrAsked(options.reason, 'Why do you need to know? ');
  const { answer } = await client.call(respond.revealDoubt, { params, body: { version, reason } });
  printOne(options.format, answer, ({ one, two }) => table([sideOf('one', one), sideOf('other', two)]));
}

/** `cofferdam persons decide INCIDENT NUMBER same|apart`: persons are counted anew by it. */
export async function decideDoubt(
  named: string,
  doubt: number,
  decision: 'same' | 'apart',
  options: Options & { readonly reason?: string },
): Promise<void> {
  const { client, params, version } = await pairOf(named, doubt, options);
  const reason = await saidOrAsked(options.reason, 'Why? ');
  const body = { version, same: decision === 'same', reason };
  const { answer } = await client.call(respond.ruleOnDoubt, { params, body }, { once: randomUUID() });
  printOne(options.format, answer, ({ id, ruledAt }) => table([[id, decision, ruledAt]]));
  say('Persons are being counted anew by it.');
}

/** `cofferdam persons decisions INCIDENT` */
export async function listDecisions(named: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const { rulings } = (await client.call(respond.listRulings, { params })).answer;
  if (format === 'json') return print(JSON.stringify(rulings));
  if (rulings.length === 0) return say('Nothing was decided of persons in this incident.');
  for (const line of table(rulings.map(cellsOf))) print(line);
}

/** `cofferdam persons take-back INCIDENT DECISION` */
export async function takeBack(named: string, ruling: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named), ruling };
  const { answer } = await client.call(respond.endRuling, { params }, { once: randomUUID() });
  printOne(format, answer, ({ id, endedAt }) => table([[id, `taken back ${endedAt}`]]));
  say('Persons are being counted anew without it.');
}

/** The pair of this number in the count as it is now. */
async function pairOf(named: string, doubt: number, { count: chosen }: Options) {
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const query = { limit: 1, ...(chosen !== undefined && { count: chosen }) };
  const { count, version, total } = (await client.call(respond.listDoubts, { params: { incident }, query })).answer;
  if (doubt > total) fail('nothing-there', `pair ${doubt}: ${total} are open`);
  return { client, params: { incident, count, doubt }, version };
}

function lineOf({ number, why, persons, one, two, ruling }: Doubt): string {
  const side = ({ name, contact }: Doubt['one']): string =>
    `${printable(name).padEnd(20)}  ${printable(contact).padEnd(24)}`;
  const decided = ruling === null ? '' : ruling.same ? 'decided: same' : 'decided: apart';
  const cells = [String(number).padStart(5), why.padEnd(18), String(persons[0]).padStart(8), side(one)];
  return [...cells, String(persons[1]).padStart(8), side(two), decided].join('  ').trimEnd();
}

function sideOf(which: string, { name, contact, place }: Seen): readonly string[] {
  const where =
    place === null ? 'its file is not shown any more' : `file ${place.file}${place.path}, byte ${place.start}`;
  return [which, printable(name), printable(contact), printable(where)];
}

function cellsOf({ id, same, why, one, two, reason, ruledAt, ruledBy, endedAt, endedBy, unfound }: Ruling) {
  const state =
    endedAt === null
      ? unfound
        ? 'without effect: a record is gone'
        : 'holds'
      : `taken back ${endedAt} by ${endedBy?.name ?? ''}`;
  const who = `${printable(one.name || one.contact)}, ${printable(two.name || two.contact)}`;
  return [id, same ? 'same' : 'apart', why, who, `${ruledAt} ${ruledBy.name}`, state, printable(reason)];
}
