import { randomUUID } from 'node:crypto';
import { fail } from '#platform/errors';
import type { Answer } from '#platform/operation';
import { type Client, operations } from '#server/client';
import { type Format, printOne, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Entity = Answer<typeof respond.addEntity>;

export interface EntityOptions {
  readonly name?: string;
  readonly country?: string;
  readonly role?: Entity['role'];
  /** `none` takes it away. */
  readonly sector?: string;
  readonly listed?: boolean;
  readonly format: Format;
}

/** `cofferdam entity add NAME --country CC` */
export async function addEntity(
  name: string,
  options: EntityOptions & { readonly country: string; readonly role: Entity['role'] },
): Promise<void> {
  const { country, role, listed = false, format } = options;
  const client = await reachDesk();
  const body = { ...fieldsOf(options), name, country: country.toUpperCase(), role, listed };
  const { answer } = await client.call(respond.addEntity, { body }, { once: randomUUID() });
  printOne(format, answer, linesOf);
}

/** `cofferdam entity change ID`: what is not said stays as it is. */
export async function changeEntity(entity: string, options: EntityOptions): Promise<void> {
  const body = fieldsOf(options);
  if (Object.keys(body).length === 0) fail('usage', 'say what is to be changed: `cofferdam entity change --help`');
  const client = await reachDesk();
  const version = await versionOf(client, entity);
  const { answer } = await client.call(respond.changeEntity, { params: { entity }, body }, { version });
  printOne(options.format, answer, linesOf);
}

/** `cofferdam entity end ID`: it stays for the incidents that refer to it. */
export async function endEntity(entity: string, { format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const version = await versionOf(client, entity);
  const { answer } = await client.call(respond.endEntity, { params: { entity } }, { version });
  printOne(format, answer, linesOf);
}

function fieldsOf({ name, country, role, sector, listed }: EntityOptions) {
  return {
    ...(name !== undefined && { name }),
    ...(country !== undefined && { country: country.toUpperCase() }),
    ...(role !== undefined && { role }),
    ...(sector !== undefined && { sector: sector === 'none' ? null : sector }),
    ...(listed !== undefined && { listed }),
  };
}

async function versionOf(client: Client, entity: string): Promise<number> {
  const { entities } = (await client.call(respond.showOrganisation)).answer;
  const found = entities.find(({ id }) => id === entity.toLowerCase());
  return found?.version ?? fail('usage', 'no legal entity has this id; see `cofferdam organisation show`');
}

function linesOf({ id, name, country, role, listed, sector, endedAt }: Entity): readonly string[] {
  const end = endedAt === null ? '' : `ended ${endedAt}`;
  return table([[id, country, role, listed ? 'listed' : 'not listed', name, sector ?? '', end]]);
}
