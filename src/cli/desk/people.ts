import { operations } from '#server/client';
import { saidOrAsked } from './asking.ts';
import { pages } from './pages.ts';
import { findPerson, personOf } from './person.ts';
import { type Format, print, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { identity } = operations;

/** `cofferdam invite NAME MAIL`: the code goes to standard output, and is shown once. */
export async function invite(
  name: string,
  mail: string,
  { role }: { readonly role: 'none' | 'auditor' | 'admin' },
): Promise<void> {
  const client = await reachDesk();
  const body = { name, mail, installationRole: role };
  const { answer } = await client.call(identity.invitePerson, { body });
  hand(answer, `cofferdam join ${client.address}`);
}

/** `cofferdam people list` */
export async function listPeople({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const rows: (readonly string[])[] = [];
  for await (const one of pages((query) => client.call(identity.listEverybody, { query }))) {
    if (format === 'json') print(JSON.stringify(one));
    else rows.push([one.id, one.state, one.installationRole, one.name, one.mail, one.reason ?? '']);
  }
  for (const line of table(rows)) print(line);
}

/** `cofferdam people reset PERSON`: the code goes to standard output, and is shown once. */
export async function resetPerson(
  whom: string,
  { what }: { readonly what: 'password' | 'second-factor' | 'both' },
): Promise<void> {
  const client = await reachDesk();
  const { id: person, state } = await findPerson(client, whom);
  const { answer } = await client.call(identity.resetPerson, { params: { person }, body: { what } });
  // Who has not joined is invited anew.
  hand(answer, `cofferdam join ${state === 'invited' ? '' : '--reset '}${client.address}`);
}

/** `cofferdam people disable PERSON` */
export async function disablePerson(whom: string, { reason: said }: { readonly reason?: string }): Promise<void> {
  const client = await reachDesk();
  const person = await personOf(client, whom);
  const reason = await saidOrAsked(said, 'Why is this person shut out? ');
  await client.call(identity.disablePerson, { params: { person }, body: { reason } });
  say('Shut out: all sessions and keys have ended.');
}

function hand({ token, expires }: { readonly token: string; readonly expires: string }, how: string): void {
  print(token);
  say(
    `Hand this code over unread, on another way than by mail where the mail may be read. It opens the account until ${expires}:\n  ${how}`,
  );
}
