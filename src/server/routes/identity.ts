import type { FastifyRequest } from 'fastify';
import {
  beginEnrolment,
  beginExchange,
  browserOf,
  changePassword,
  closeSession,
  confirmEnrolment,
  disable,
  factorOf,
  type Identity,
  identityContract as contract,
  invite,
  isSetUp,
  join,
  listKeys,
  listPeople,
  listSessions,
  makeKey,
  type Needs,
  type Opened,
  renewRecoveryKey,
  reset,
  revokeKey,
  revokeSession,
  sessionOf,
  setPassword,
  setUp,
  showSession,
  signIn,
  useSecondFactor,
  type Visitor,
} from '#platform/auth';
import { handle, type Route } from '../api/index.ts';

export interface IdentityRoutesInit {
  readonly identity: Identity;
  /** Puts the recovery file on the disk, for good when it returns; see `setUp`. */
  readonly saveRecovery: (file: string) => Promise<void>;
}

interface Visit {
  readonly origin: string;
  readonly request: FastifyRequest;
}

const visitorOf = ({ origin, request }: Visit): Visitor => ({
  origin,
  browser: browserOf(request.headers['user-agent']),
});

/** How people come in, and who they are. */
export function identityRoutes({ identity, saveRecovery }: IdentityRoutesInit): readonly Route[] {
  const opened = async ({ session, person }: Opened) => ({
    session,
    person,
    needs: await needsOf(identity, { session, person }),
  });
  return [
    handle(contract.showSetUp, async () => ({ done: await isSetUp(identity.pool) })),
    handle(contract.makeSetUp, async (call) => {
      const { token, installation, person, halves } = await setUp(identity, call.body, visitorOf(call), saveRecovery);
      call.openSession(token);
      return { installation, person, halves };
    }),
    handle(contract.openSessionOperation, async (call) => {
      const session = await signIn(identity, call.body, visitorOf(call));
      call.openSession(session.token);
      return opened(session);
    }),
    handle(contract.showOwnSession, ({ caller }) => showSession(identity, sessionOf(caller))),
    handle(contract.closeOwnSession, async ({ caller, endSession }) => {
      await closeSession(identity, sessionOf(caller));
      endSession();
    }),
    handle(contract.useFactor, async ({ caller, body, origin, openSession }) => {
      openSession((await useSecondFactor(identity, sessionOf(caller), body, { origin })).token);
    }),
    handle(contract.enrolTotp, ({ caller }) => beginEnrolment(identity, sessionOf(caller))),
    handle(contract.exchangeTotp, ({ caller, body, origin }) =>
      beginExchange(identity, sessionOf(caller), factorOf(body.code), { origin }),
    ),
    handle(contract.confirmTotp, async ({ caller, body, origin, openSession }) => {
      const { token, recoveryCodes } = await confirmEnrolment(identity, sessionOf(caller), body, { origin });
      openSession(token);
      return { recoveryCodes: [...recoveryCodes] };
    }),
    handle(contract.listOwnSessions, ({ caller }) => listSessions(identity, sessionOf(caller))),
    handle(contract.revokeOwnSession, ({ caller, params }) =>
      revokeSession(identity, sessionOf(caller), params.session),
    ),
    handle(contract.makeApiKey, ({ caller, body, origin }) => makeKey(identity, sessionOf(caller), body, { origin })),
    handle(contract.listOwnKeys, async ({ caller, query }) => {
      const { items, next } = await listKeys(identity, sessionOf(caller), query);
      return { items: items.map((key) => ({ ...key, scopes: [...key.scopes] })), next };
    }),
    handle(contract.revokeOwnKey, ({ caller, params }) => revokeKey(identity, sessionOf(caller), params.key)),
    handle(contract.listEverybody, ({ asker, query }) => listPeople(identity, asker, query)),
    handle(contract.invitePerson, ({ caller, body }) => invite(identity, sessionOf(caller), body)),
    handle(contract.joinPeople, async (call) => {
      const session = await join(identity, call.body, visitorOf(call));
      call.openSession(session.token);
      return opened(session);
    }),
    handle(contract.disablePerson, ({ caller, params, body }) =>
      disable(identity, sessionOf(caller), { ...params, ...body }),
    ),
    handle(contract.resetPerson, ({ caller, params, body }) =>
      reset(identity, sessionOf(caller), { ...params, ...body }),
    ),
    handle(contract.setPasswordByLink, async (call) => {
      const session = await setPassword(identity, call.body, visitorOf(call));
      call.openSession(session.token);
      return opened(session);
    }),
    handle(contract.changeOwnPassword, ({ caller, body, origin }) =>
      changePassword(identity, sessionOf(caller), body, { origin }),
    ),
    handle(contract.renewRecovery, async ({ caller, body, origin }) => ({
      halves: await renewRecoveryKey(identity, sessionOf(caller), body, { origin }, saveRecovery),
    })),
  ];
}

async function needsOf(identity: Identity, begun: Pick<Opened, 'session' | 'person'>): Promise<Needs> {
  const caller = { ...begun, installationRole: 'none', hasSecondFactor: false } as const;
  return (await showSession(identity, caller)).needs;
}
