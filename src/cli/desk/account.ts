import type { Scope } from '#platform/operation';
import { operations } from '#server/client';
import { withQuestions } from './asking.ts';
import { choosePassword } from './choose-password.ts';
import { readInstant } from './instant.ts';
import { pages } from './pages.ts';
import { type Format, print, printOne, say, table } from './print.ts';
import { reachDesk } from './reach.ts';

const { identity } = operations;

/** `cofferdam password`: all other sessions end; this one stays, and so do API keys. */
export function changePassword(): Promise<void> {
  return withQuestions(async (questions) => {
    const client = await reachDesk();
    const old = await questions.askSecret('The password you have: ');
    const password = await choosePassword(questions, 'The new one');
    await client.call(identity.changeOwnPassword, { body: { old, password } });
    say('Changed. All your other sessions have ended.');
  });
}

/** `cofferdam sessions list` */
export async function listSessions({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { items } = (await client.call(identity.listOwnSessions)).answer;
  if (format === 'json') {
    for (const session of items) print(JSON.stringify(session));
    return;
  }
  const rows = items.map(({ id, made, lastUsed, ends, browser, hasSecondFactor, own }) => [
    id,
    `made ${made}`,
    `used ${lastUsed}`,
    `ends ${ends}`,
    browser,
    own ? 'this one' : hasSecondFactor ? '' : 'without rights yet',
  ]);
  for (const line of table(rows)) print(line);
}

/** `cofferdam sessions revoke ID…`, or all but this one. */
export async function revokeSessions(ids: readonly string[], { others }: { readonly others: boolean }): Promise<void> {
  const client = await reachDesk();
  const chosen = others
    ? (await client.call(identity.listOwnSessions)).answer.items.filter(({ own }) => !own).map(({ id }) => id)
    : ids.map((id) => id.toLowerCase());
  for (const session of chosen) await client.call(identity.revokeOwnSession, { params: { session } });
  say(chosen.length === 1 ? 'Ended.' : `Ended: ${chosen.length}.`);
}

export interface KeyOptions {
  readonly scope: readonly Scope[];
  readonly expires: string;
}

/** `cofferdam keys make NAME`: the key goes to standard output, and is shown once. */
export function makeKey(name: string, { scope, expires: typed }: KeyOptions): Promise<void> {
  const expires = readInstant(typed, '--expires');
  return withQuestions(async (questions) => {
    const client = await reachDesk();
    const code = await questions.ask('Code of the app (or a recovery code): ');
    const body = { name, scopes: [...new Set(scope)], expires, code: code.replace(/\s+/g, '') };
    const { answer } = await client.call(identity.makeApiKey, { body });
    print(answer.key);
    say(`Shown now and never again. Its id, to end it: ${answer.id}`);
  });
}

/** `cofferdam keys list` */
export async function listKeys({ format }: { readonly format: Format }): Promise<void> {
  const keys = await keysOf();
  if (format === 'json') for (const key of keys) print(JSON.stringify(key));
  else {
    const rows = keys.map(({ id, name, scopes, expires, lastUsed, ended }) => [
      id,
      ended ? 'ended' : `ends ${expires}`,
      `used ${lastUsed ?? 'never'}`,
      name,
      scopes.join(','),
    ]);
    for (const line of table(rows)) print(line);
  }
}

/** `cofferdam keys revoke ID` */
export async function revokeKey(key: string): Promise<void> {
  const client = await reachDesk();
  await client.call(identity.revokeOwnKey, { params: { key: key.toLowerCase() } });
  say('Ended.');
}

async function keysOf() {
  const client = await reachDesk();
  return Array.fromAsync(pages((query) => client.call(identity.listOwnKeys, { query })));
}

/** `cofferdam whoami` */
export async function showOwn({ format }: { readonly format: Format }): Promise<void> {
  const client = await reachDesk();
  const { answer } = await client.call(identity.showOwnSession);
  printOne(format, answer, ({ person, name, mail, installationRole, recoveryCodes, ends, resets }) => [
    ...table([
      ['desk', client.address],
      ['you', `${name} <${mail}>`],
      ['id', person],
      ['role', installationRole === 'none' ? 'none in the installation' : installationRole],
      ['session', `ends ${ends}, or half an hour after its last use`],
      ['codes', `${recoveryCodes} recovery codes are left`],
    ]),
    ...resets.flatMap(({ by, at, what }) =>
      table([['RESET', `${at}: ${by.name} let your ${what} be set anew. Report it where you did not ask for it.`]]),
    ),
  ]);
}
