import { operations } from '#server/client';
import { reachDesk } from './reach.ts';

/** `cofferdam invite NAME MAIL`: the code goes to standard output, and is shown once. */
export async function invite(
  name: string,
  mail: string,
  { role }: { readonly role: 'none' | 'auditor' | 'admin' },
): Promise<void> {
  const client = await reachDesk();
  const body = { name, mail, installationRole: role };
  const { answer } = await client.call(operations.identity.invitePerson, { body });
  process.stdout.write(`${answer.token}\n`);
  process.stderr.write(
    `Hand this code over unread, on another way than by mail where the mail may be read. It opens the account until ${answer.expires}:\n` +
      `  cofferdam join ${client.address}\n`,
  );
}
