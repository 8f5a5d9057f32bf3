import { codeOf } from '#platform/errors';
import { type Client, createClient, operations } from '#server/client';
import { exitCodes } from '../exit.ts';
import type { Questions } from '../ask.ts';
import { withQuestions } from './asking.ts';
import { choosePassword } from './choose-password.ts';
import { type Login, loginPath, readLogin, removeLogin, writeLogin } from './login-file.ts';
import { usualAddress } from './reach.ts';

const { identity } = operations;
const say = (text: string): void => void process.stderr.write(text);

/** `cofferdam set-up [ADDRESS]`: the first admin, the recovery key, the authenticator app. */
export function setUp(address = usualAddress): Promise<void> {
  return withQuestions(async (questions) => {
    const client = createClient({ address });
    const code = await questions.ask('Set-up code, as the server printed it: ');
    const name = await questions.ask('Your name: ');
    const mail = await questions.ask('Your mail address: ');
    const password = await choosePassword(questions);
    const { answer, session } = await client.call(identity.makeSetUp, { body: { code, name, mail, password } });
    say(
      '\nThe recovery key opens the sealed data when the master key is lost. Each half goes to another person, on paper.\n' +
        'They are shown now and never again.\n',
    );
    process.stdout.write(`half A: ${answer.halves.a}\nhalf B: ${answer.halves.b}\n`);
    while ((await questions.ask('\nAre both halves written down? Type yes: ')).trim().toLowerCase() !== 'yes');
    await keepLogin(questions, address, session, 'enrolment');
  });
}

/** `cofferdam login [ADDRESS]` */
export function login(address: string | undefined, given: { readonly mail?: string }): Promise<void> {
  return withQuestions(async (questions) => {
    const at = address ?? (await lastAddress()) ?? usualAddress;
    const mail = given.mail ?? (await questions.ask('Mail address: '));
    const password = await questions.askSecret('Password: ');
    const { answer, session } = await createClient({ address: at }).call(identity.openSessionOperation, {
      body: { mail, password },
    });
    await keepLogin(questions, at, session, answer.needs);
  });
}

/** `cofferdam join [ADDRESS]`: follows an invitation or the link of a reset. */
export function join(address = usualAddress, { reset }: { readonly reset?: boolean } = {}): Promise<void> {
  return withQuestions(async (questions) => {
    const token = await questions.askSecret(reset === true ? 'Code of the reset: ' : 'Code of the invitation: ');
    const password = await choosePassword(questions);
    const follow = reset === true ? identity.setPasswordByLink : identity.joinPeople;
    const { answer, session } = await createClient({ address }).call(follow, { body: { token, password } });
    await keepLogin(questions, address, session, answer.needs);
  });
}

/** `cofferdam logout` */
export async function logout(): Promise<void> {
  const login = await readLogin(loginPath());
  if (login === undefined) return say('Nobody was signed in.\n');
  try {
    await createClient(login).call(identity.closeOwnSession);
  } catch (error) {
    // A session that is over needs no ending; anything else leaves one open, and the file must stay to try again.
    if (codeOf(error) !== 'not-signed-in') throw error;
  }
  await removeLogin(loginPath());
  say(`Signed out at ${login.address}.\n`);
}

async function lastAddress(): Promise<string | undefined> {
  return (await readLogin(loginPath()))?.address;
}

/** Does what the session still needs, and keeps it only when it has its rights. Its token changes with them. */
async function keepLogin(
  questions: Questions,
  address: string,
  opened: string | undefined,
  needs: string,
): Promise<void> {
  const begun = createClient({ address, session: opened });
  let session = opened;
  if (needs === 'enrolment') session = await enrol(begun, questions);
  else if (needs === 'code') session = await useCode(begun, questions);
  const { answer } = await createClient({ address, session }).call(identity.showOwnSession);
  if (session === undefined || answer.needs !== 'nothing') {
    say('This session has no rights: ask an admin to reset your second factor, and follow the link.\n');
    process.exitCode = exitCodes.internal;
    return;
  }
  const login: Login = { address, session };
  await writeLogin(loginPath(), login);
  say(`Signed in at ${address} until ${answer.ends}, or half an hour without use.\n`);
}

async function enrol(client: Client, questions: Questions): Promise<string | undefined> {
  const { answer } = await client.call(identity.enrolTotp);
  say('\nAdd this to an authenticator app. It is shown now and never again.\n');
  process.stdout.write(`secret: ${answer.secret}\naddress: ${answer.uri}\n`);
  const confirmed = await untilRight(questions, (code) => client.call(identity.confirmTotp, { body: { code } }));
  say('\nEach of these codes replaces the app once. Keep them where your phone is not.\n');
  process.stdout.write(`${confirmed.answer.recoveryCodes.join('\n')}\n`);
  return confirmed.session;
}

async function useCode(client: Client, questions: Questions): Promise<string | undefined> {
  const used = await untilRight(questions, (code) => {
    const body = /^\d{6}$/.test(code) ? { code } : { recoveryCode: code };
    return client.call(identity.useFactor, { body });
  });
  return used.session;
}

/** Three codes may be wrong; more would run into the lock-out. */
async function untilRight<T>(questions: Questions, use: (code: string) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const code = (await questions.ask('Code of the app (or a recovery code): ')).replace(/\s+/g, '');
    try {
      return await use(code);
    } catch (error) {
      if (codeOf(error) !== 'second-factor-wrong' || tries === 3) throw error;
      say('That code is wrong, or was used before: wait for the next.\n');
    }
  }
}
