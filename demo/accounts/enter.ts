import { randomInt } from 'node:crypto';
import { type Client, createClient, operations } from '#server/client';
import type { Account, Journal } from '../journal.ts';
import { nextCode } from './app.ts';

const { identity } = operations;

/** 80 bits in groups of four that can be typed. */
export function makePassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
  const group = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** Signs an account in. */
export async function enter(journal: Journal, key: string, account: Account): Promise<Client> {
  const { address } = journal;
  return createClient({ address, session: await openSession(journal, key, account) });
}

/** The token of a new session with all its rights. */
export async function openSession(journal: Journal, key: string, account: Account): Promise<string | undefined> {
  const { address } = journal;
  const { mail, password } = account;
  const open = createClient({ address });
  const { answer, session } = await open.call(identity.openSessionOperation, { body: { mail, password } });
  if (answer.needs === 'enrolment') return enrol(journal, key, { ...account, session });
  const code = await nextCode(journal, key, account);
  const used = await createClient({ address, session }).call(identity.useFactor, { body: { code } });
  return used.session;
}

/**
 * Enrols the app of an account whose session has just begun, and keeps the account from before on: a run may be cut off.
 * Gives the token of the session with its rights.
 */
export async function enrol(
  journal: Journal,
  key: string,
  { session, ...given }: Omit<Account, 'secret' | 'step'> & { readonly session: string | undefined },
): Promise<string | undefined> {
  const { address } = journal;
  await journal.keepAccount(key, { ...given, secret: '', step: 0 });
  const client = createClient({ address, session });
  const { secret } = (await client.call(identity.enrolTotp)).answer;
  const code = await nextCode(journal, key, { ...given, secret, step: 0 });
  return (await client.call(identity.confirmTotp, { body: { code } })).session;
}
