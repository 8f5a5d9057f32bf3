import { codeOf, fail } from '#platform/errors';
import { type Client, createClient, operations } from '#server/client';
import { withQuestions } from '../src/cli/desk/asking.ts';
import { loginPath, readLogin } from '../src/cli/desk/login-file.ts';
import { pages } from '../src/cli/desk/pages.ts';
import { login } from '../src/cli/desk/sign-in.ts';
import { cast } from './accounts/cast.ts';
import { enrol, enter, makePassword } from './accounts/enter.ts';
import { Journal } from './journal.ts';
import { say } from './say.ts';

const { identity } = operations;

export interface Arriving {
  readonly address: string;
  /** Of a server that nobody has set up; asked for where it is needed. */
  readonly setUpCode: string | undefined;
  readonly persons: number;
  /** Of the mail addresses of the accounts. */
  readonly domain: string;
}

export interface Arrived {
  readonly journal: Journal;
  readonly admin: Client;
  /** The halves of the recovery key, where the desk was set up here. */
  readonly halves: { readonly a: string; readonly b: string } | undefined;
}

/**
 * Comes to the desk as an admin: sets it up where nobody did, else signs in, as the admin of an earlier run, by the kept
 * login of `cofferdam login`, or by what is asked for.
 *
 * Errors: `server-silent`, `set-up-code-wrong`, `sign-in-refused`, `role-lacking` for who is no admin.
 */
export async function arrive(arriving: Arriving): Promise<Arrived> {
  const { address, persons } = arriving;
  const { done } = (await createClient({ address }).call(identity.showSetUp)).answer;
  if (!done) return setUp(arriving);
  const earlier = await Journal.find(address);
  const admin = (earlier && (await asBefore(earlier))) ?? (await asWhoeverRuns(address));
  const isOurs = earlier !== undefined && (await knows(admin, earlier));
  return { journal: isOurs ? earlier : await Journal.begin(address, persons), admin, halves: undefined };
}

async function setUp({ address, setUpCode, persons, domain }: Arriving): Promise<Arrived> {
  const code = setUpCode ?? (await askForCode());
  const { name, does } = cast.admin;
  const [mail, password] = [`admin@${domain}`, makePassword()];
  const body = { code, name, mail, password };
  const { answer, session } = await createClient({ address }).call(identity.makeSetUp, { body });
  const journal = await Journal.begin(address, persons);
  say('Set up. The first admin was made.');
  const enrolled = await enrol(journal, 'admin', { id: answer.person, name, mail, does, password, session });
  return { journal, admin: createClient({ address, session: enrolled }), halves: answer.halves };
}

function askForCode(): Promise<string> {
  say('Nobody has set this desk up yet; the demo does it.');
  return withQuestions((questions) => questions.ask('Set-up code, as the server printed it: '));
}

async function asBefore(journal: Journal): Promise<Client | undefined> {
  const account = journal.accounts.get('admin');
  if (account === undefined) return undefined;
  try {
    return await enter(journal, 'admin', account);
  } catch (error) {
    // Another desk is at this address now, or the password was changed.
    if (codeOf(error) !== 'sign-in-refused') throw error;
    return undefined;
  }
}

async function asWhoeverRuns(address: string): Promise<Client> {
  const kept = (await asKept(address)) ?? (await asAsked(address));
  const { answer } = await kept.call(identity.showOwnSession);
  if (answer.installationRole !== 'admin') {
    fail('role-lacking', 'the demo invites people, which an admin does: run `cofferdam login` as one');
  }
  return kept;
}

/** By the kept login, where it is of this desk and not over. */
async function asKept(address: string): Promise<Client | undefined> {
  const kept = await readLogin(loginPath());
  if (kept?.address.replace(/\/+$/, '') !== address) return undefined;
  const client = createClient(kept);
  try {
    await client.call(identity.showOwnSession);
    return client;
  } catch (error) {
    if (codeOf(error) !== 'not-signed-in') throw error;
    say('The kept login is over.');
    return undefined;
  }
}

async function asAsked(address: string): Promise<Client> {
  say('This desk is set up: sign in as an admin of it.');
  await login(address, {});
  const kept = await readLogin(loginPath());
  return kept === undefined ? fail('not-signed-in', 'run `cofferdam login`') : createClient(kept);
}

/** Whether the people of an earlier run are people of this desk. */
async function knows(admin: Client, journal: Journal): Promise<boolean> {
  const ids = new Set<string>();
  for await (const { id } of pages((query) => admin.call(identity.listEverybody, { query }))) ids.add(id);
  return [...journal.accounts.values()].every(({ id }) => ids.has(id));
}
