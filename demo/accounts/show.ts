import { fail } from '#platform/errors';
import { print, table } from '../../src/cli/desk/print.ts';
import { usualAddress } from '../../src/cli/desk/reach.ts';
import type { Account, Journal } from '../journal.ts';
import { say } from '../say.ts';
import { nextCode } from './app.ts';

/** `npm run demo -- accounts`, and what a run ends with: who can sign in, and by what. */
export function showAccounts(journal: Journal): void {
  const rows = [...journal.accounts.values()].map(({ name, does, mail, password, secret }) => [
    name,
    does,
    mail,
    password,
    secret,
  ]);
  for (const line of table([['NAME', 'WHO', 'MAIL', 'PASSWORD', 'SECRET OF THE APP'], ...rows])) print(line);
  const where = journal.address === usualAddress ? '' : `--server ${journal.address} `;
  say(
    `\nSign in at ${journal.address} with mail address and password. It then asks for a code: put the secret into an\n` +
      `authenticator app, or have one made here:\n  npm run demo -- ${where}code ${journal.accounts.get('lead')?.mail ?? 'MAIL'}\n` +
      `The accounts are kept in ${journal.path}, for you alone.`,
  );
}

/** `npm run demo -- code MAIL` */
export async function showCode(journal: Journal, mail: string): Promise<void> {
  const [key, account] = find(journal, mail.trim().toLowerCase());
  print(await nextCode(journal, key, account));
  say(`For ${account.name}, once, within a minute or so.`);
}

/** Also by what stands before the @. */
function find(journal: Journal, mail: string): readonly [string, Account] {
  for (const [key, account] of journal.accounts) if (key === mail || account.mail === mail) return [key, account];
  return fail('usage', 'the demo made no account with this mail address; see `npm run demo -- accounts`');
}
