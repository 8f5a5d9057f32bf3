import { operations } from '#server/client';
import { type Format, print, say, table } from './print.ts';
import { reachDesk } from './reach.ts';
import { printable } from '../walk.ts';

const { respond } = operations;

/** `cofferdam organisation show` */
export async function showOrganisation({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { answer } = await client.call(respond.showOrganisation);
  if (format === 'json') return print(JSON.stringify(answer));
  const { name, entities, contacts } = answer;
  print(name === null ? 'Nobody named the organisation yet.' : printable(name));
  print('\nLegal entities');
  const nameOf = new Map(entities.map((one) => [one.id, one.name]));
  const rows = entities.map(({ id, name: called, country, sector, role, listed, endedAt }) => [
    `  ${id}`,
    country,
    role,
    listed ? 'listed' : 'not listed',
    called,
    sector ?? '',
    endedAt === null ? '' : `ended ${endedAt}`,
  ]);
  for (const line of rows.length === 0 ? ['  none'] : table(rows)) print(line);
  print('\nPeople to call');
  const people = contacts.map(({ id, function: what, position, name: called, first, second, entity }) => [
    `  ${id}`,
    what,
    String(position),
    called,
    `${first.kind}:${first.address}`,
    `${second.kind}:${second.address}`,
    entity === null ? '' : (nameOf.get(entity) ?? entity),
  ]);
  for (const line of people.length === 0 ? ['  nobody'] : table(people)) print(line);
}

/** `cofferdam organisation rename NAME` */
export async function renameOrganisation(name: string): Promise<void> {
  const client = await reachDesk();
  const { version } = (await client.call(respond.showOrganisation)).answer;
  await client.call(respond.editOrganisation, { body: { name } }, { version });
  say('Named.');
}
