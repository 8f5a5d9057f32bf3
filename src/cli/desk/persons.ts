import type { Answer } from '#platform/operation';
import { fail } from '#platform/errors';
import { type Client, operations } from '#server/client';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';
import { saidOrAsked, withQuestions } from './asking.ts';
import { incidentOf } from './incident.ts';
import { pages } from './pages.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';
import { saveAnswer } from './save.ts';

const { respond } = operations;
type Person = Answer<typeof respond.listPersons>['items'][number];

export interface ListOptions {
  readonly count?: string;
  readonly relation?: Person['relation'];
  readonly country?: string;
  readonly minor?: 'true' | 'false';
  readonly element?: string;
  /** How many at most. */
  readonly most?: number;
  readonly format: Format;
}

/** `cofferdam persons list INCIDENT`: masked, in order of their first record. */
export async function listPersons(named: string, options: ListOptions): Promise<void> {
  const { format, most = Number.POSITIVE_INFINITY, ...filter } = options;
  const client = await reachDesk();
  const params = { incident: await incidentOf(client, named) };
  const list = (page: { readonly limit: number; readonly cursor?: string }) =>
    client.call(respond.listPersons, { params, query: { ...page, ...filter } });
  let left = most;
  for await (const one of pages(list)) {
    if (left <= 0) break;
    left -= 1;
    print(format === 'json' ? JSON.stringify(one) : lineOf(one));
  }
  if (left === most) say('There is nobody of whom this is so in what was counted.');
}

/** `cofferdam persons reveal INCIDENT NUMBER`: name and contact as they are; the log tells of it. */
export async function revealPerson(
  named: string,
  number: number,
  options: { readonly count?: string; readonly reason?: string; readonly format: Format },
): Promise<void> {
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const { count, version } = await countOf(client, incident, options.count);
  const reason = await saidOrAsked(options.reason, 'Why do you need to know? ');
  const { answer } = await client.call(respond.revealPerson, {
    params: { incident, count, number },
    body: { version, reason },
  });
  printOne(options.format, answer, ({ name, contact, first, disclosure }) => [
    ...table([
      ['name', name],
      ['contact', contact],
      ['disclosure', disclosure],
    ]),
    ...(first === null
      ? []
      : [`first       file ${first.file}${printable(first.path)}, bytes ${first.span.start} to ${first.span.end}`]),
  ]);
}

export interface ExportOptions {
  readonly output: string;
  readonly count?: string;
  readonly recipient?: string;
  readonly reason?: string;
  readonly revealed: boolean;
}

/** `cofferdam persons export INCIDENT --output FILE`: a CSV that is marked with who gets it. */
export async function exportPersons(named: string, options: ExportOptions): Promise<void> {
  const client = await reachDesk();
  const incident = await incidentOf(client, named);
  const { count, version } = await countOf(client, incident, options.count);
  const said = await withQuestions(async (questions) => ({
    recipient: options.recipient ?? (await questions.ask('Who gets the list? ')),
    reason: options.reason ?? (await questions.ask('Why? ')),
  }));
  const body = { ...said, version, values: options.revealed ? ('revealed' as const) : ('masked' as const) };
  const bytes = await saveAnswer(options.output, () =>
    client.stream(respond.exportPersons, { params: { incident, count }, body }),
  );
  say(`${size(bytes)} in ${printable(options.output)}.`);
}

/** The count that is named, or the only one there is, as it is now. */
async function countOf(client: Client, incident: string, named: string | undefined) {
  const { persons } = (await client.call(respond.showImpact, { params: { incident } })).answer;
  if (persons.length === 0) fail('usage', 'no persons were counted; see `cofferdam impact`');
  const chosen = named === undefined ? persons : persons.filter(({ id }) => id === named.toLowerCase());
  const [count] = chosen;
  if (count === undefined || chosen.length > 1) {
    fail('usage', '--count: the id of one of the counts that `cofferdam impact --format json` lists under persons');
  }
  return { count: count.id, version: count.version };
}

/** Pages come one by one, so columns are of fixed width. */
function lineOf({ number, name, contact, relation, standing, country, minor, records, elements }: Person): string {
  const what = `${relation}${standing === null ? '' : `, ${standing}`}${minor === true ? ', minor' : ''}`;
  const cells = [
    String(number).padStart(8),
    printable(name).padEnd(24),
    printable(contact).padEnd(28),
    what.padEnd(20),
  ];
  return [...cells, country ?? '--', String(records).padStart(5), elements.map(printable).join(',')].join('  ');
}
