import { fail } from '#platform/errors';
import type { Answer, Arguments } from '#platform/operation';
import { type Client, operations } from '#server/client';
import { type Format, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { respond } = operations;
type Contact = Answer<typeof respond.addContact>;
type Body = NonNullable<Arguments<typeof respond.addContact>['body']>;

export interface ContactOptions {
  readonly name?: string;
  readonly function?: Contact['function'];
  /** `KIND:ADDRESS` */
  readonly first?: string;
  readonly second?: string;
  /** `none` takes it away. */
  readonly entity?: string;
  readonly position?: number;
  readonly format: Format;
}

/** `cofferdam contact add NAME --function WHAT --first CHANNEL --second CHANNEL` */
export async function addContact(
  name: string,
  options: ContactOptions & Required<Pick<ContactOptions, 'function' | 'first' | 'second'>>,
): Promise<void> {
  const body = {
    ...fieldsOf(options),
    name,
    function: options.function,
    first: channel('--first', options.first) as Body['first'],
    second: channel('--second', options.second) as Body['second'],
  };
  const client = await reachDesk();
  const { answer } = await client.call(respond.addContact, { body });
  printOne(options.format, answer, linesOf);
}

/** `cofferdam contact change ID`: what is not said stays as it is. */
export async function changeContact(contact: string, options: ContactOptions): Promise<void> {
  const body = fieldsOf(options);
  if (Object.keys(body).length === 0) fail('usage', 'say what is to be changed: `cofferdam contact change --help`');
  const client = await reachDesk();
  const version = await versionOf(client, contact);
  const { answer } = await client.call(respond.changeContact, { params: { contact }, body }, { version });
  printOne(options.format, answer, linesOf);
}

/** `cofferdam contact remove ID`: name and addresses are erased. */
export async function removeContact(contact: string): Promise<void> {
  const client = await reachDesk();
  const version = await versionOf(client, contact);
  await client.call(respond.removeContact, { params: { contact } }, { version });
  say('Removed, and erased.');
}

function fieldsOf({ name, function: what, first, second, entity, position }: ContactOptions) {
  return {
    ...(name !== undefined && { name }),
    ...(what !== undefined && { function: what }),
    ...(first !== undefined && { first: channel('--first', first) as Body['first'] }),
    ...(second !== undefined && { second: channel('--second', second) as Body['second'] }),
    ...(entity !== undefined && { entity: entity === 'none' ? null : entity }),
    ...(position !== undefined && { position }),
  };
}

const kinds: Readonly<Record<string, readonly string[]>> = {
  '--first': ['mail', 'phone'],
  '--second': ['phone', 'messenger', 'pager', 'in-person'],
};

/** What works how is for the server to judge; here only what kind it is. */
function channel(option: string, text: string): { readonly kind: string; readonly address: string } {
  const at = text.indexOf(':');
  const kind = text.slice(0, Math.max(0, at));
  const known = kinds[option] ?? [];
  if (!known.includes(kind)) fail('usage', `${option}: one of ${known.join(', ')}, a colon, and the address`);
  return { kind, address: text.slice(at + 1).trim() };
}

async function versionOf(client: Client, contact: string): Promise<number> {
  const { contacts } = (await client.call(respond.showOrganisation)).answer;
  const found = contacts.find(({ id }) => id === contact.toLowerCase());
  return found?.version ?? fail('usage', 'nobody to call has this id; see `cofferdam organisation show`');
}

function linesOf({ id, function: what, position, name, first, second }: Contact): readonly string[] {
  return table([
    [id, what, String(position), name, `${first.kind}:${first.address}`, `${second.kind}:${second.address}`],
  ]);
}
