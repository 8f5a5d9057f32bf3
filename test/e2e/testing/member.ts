import { identityContract as contract } from '#platform/auth';
import type { TestServer } from '../../../src/server/testing/server.ts';
import { type App, putIntoApp } from './authenticator.ts';

/** Somebody who joined, with what they know and hold. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly password: string;
  readonly app: App;
  readonly recoveryCodes: readonly string[];
}

/** Somebody is invited by the admin, follows the invitation and enrols an app, as the API has it. */
export async function joinAs(
  server: TestServer,
  name: string,
  installationRole: 'none' | 'auditor' | 'admin' = 'none',
): Promise<Member> {
  const mail = `${name.toLowerCase().replaceAll(' ', '.')}@desk.example`;
  const password = `the words of ${[...name].reverse().join('')}`;
  const invited = await server.ask(
    contract.invitePerson,
    { body: { name, mail, installationRole } },
    { session: await server.session('admin') },
  );
  const joined = await server.ask(contract.joinPeople, { body: { token: invited.answer.token, password } });
  const session = sessionOf(joined.headers);
  const { answer: enrolment } = await server.ask(contract.enrolTotp, {}, { session });
  const app = putIntoApp(enrolment.secret, server.desk.now);
  const confirmed = await server.ask(contract.confirmTotp, { body: { code: app.next() } }, { session });
  const { recoveryCodes } = confirmed.answer;
  return { id: invited.answer.person, name, mail, password, app, recoveryCodes };
}

function sessionOf(headers: Readonly<Record<string, unknown>>): string {
  return /__Host-cofferdam=([^;]+)/.exec(String(headers['set-cookie']))?.[1] ?? '';
}
