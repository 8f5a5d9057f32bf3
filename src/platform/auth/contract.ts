import { z } from 'zod';
import { longPage, longQuery, operation, page, pageQuery, scopes } from '../operation/index.ts';

/** What people type in one line; the database holds the same rule. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text), 'one line without control characters');
/** As `line`, and of several lines. */
const text = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), 'well-formed text');
const mail = z.email().max(254).describe('Mail address; upper and lower case are the same');
/** Its rules are checked with the name and mail address of its owner at hand. */
const password = z
  .string()
  .min(1)
  .max(1024)
  .refine((text) => text.isWellFormed(), 'well-formed text');
const code = z.string().regex(/^\d{6}$/);
const codeOrRecoveryCode = z.string().trim().min(1).max(64).describe('Of the authenticator app, or a recovery code');
const oneTimeToken = z.string().trim().min(1).max(200);
const id = z.uuid();
const instant = z.iso.datetime().describe('UTC');
const role = z.enum(['none', 'auditor', 'admin']);
const needs = z
  .enum(['nothing', 'code', 'enrolment', 'link'])
  .describe('What the session lacks before it has rights; link: an admin reset the second factor and gives a link');

const ownSession = z.object({
  session: id,
  person: id,
  name: z.string(),
  mail: z.string(),
  installationRole: role,
  needs,
  recoveryCodes: z.number().int().describe('That are left'),
  ends: instant,
  resets: z
    .array(
      z.object({
        by: z.object({ id, name: z.string() }).describe('The admin'),
        at: instant,
        what: z.enum(['password', 'second-factor', 'both']),
      }),
    )
    .readonly()
    .describe(
      'Of the last 30 days, the newest first: what an admin let be set anew. A reset nobody asked for is to be reported',
    ),
});

const enrolment = z.object({ secret: z.string().describe('Base32'), uri: z.string().describe('otpauth:') });

const entering = ['too-many-tries', 'sign-in-busy'] as const;
/** Of what takes a fresh code. */
const fresh = ['second-factor-wrong', 'second-factor-missing', 'too-many-tries'] as const;

export const showSetUp = operation({
  id: 'set-up.show',
  method: 'GET',
  path: '/v1/set-up',
  summary: 'Tell whether the installation is set up',
  gate: 'open',
  answer: z.object({ done: z.boolean() }),
});

export const makeSetUp = operation({
  id: 'set-up.make',
  method: 'POST',
  path: '/v1/set-up',
  summary: 'Set the installation up with its first admin; the halves of the recovery key are shown once',
  gate: 'open',
  body: z.strictObject({ code: oneTimeToken, name: line, mail, password }),
  answer: z.object({ installation: id, person: id, halves: z.object({ a: z.string(), b: z.string() }) }),
  status: 201,
  refuses: ['set-up-done', 'set-up-code-wrong', 'password-weak', 'sign-in-busy'],
});

export const openSessionOperation = operation({
  id: 'session.open',
  method: 'POST',
  path: '/v1/session',
  summary: 'Sign in with mail address and password; the session has no rights before a second factor',
  gate: 'open',
  body: z.strictObject({ mail: z.string().min(1).max(254), password }),
  answer: z.object({ session: id, person: id, needs }),
  status: 201,
  refuses: ['sign-in-refused', ...entering],
});

export const showOwnSession = operation({
  id: 'session.show',
  method: 'GET',
  path: '/v1/session',
  summary: 'Tell who is signed in, and what the session still needs',
  gate: 'session',
  answer: ownSession,
});

export const closeOwnSession = operation({
  id: 'session.close',
  method: 'DELETE',
  path: '/v1/session',
  summary: 'Sign out',
  gate: 'session',
});

export const useFactor = operation({
  id: 'session.second-factor',
  method: 'POST',
  path: '/v1/session/second-factor',
  summary: 'Use a second factor in this session, which has its rights from then on',
  gate: 'session',
  body: z.union([z.strictObject({ code }), z.strictObject({ recoveryCode: z.string().min(1).max(64) })]),
  refuses: ['second-factor-wrong', 'second-factor-missing', 'too-many-tries'],
});

export const enrolTotp = operation({
  id: 'totp.enrol',
  method: 'POST',
  path: '/v1/totp',
  summary: 'Begin to enrol an authenticator app; its secret is shown once',
  gate: 'session',
  answer: enrolment,
  status: 201,
  refuses: ['second-factor-needed', 'app-enrolled', 'enrolment-needs-link'],
});

export const exchangeTotp = operation({
  id: 'totp.exchange',
  method: 'POST',
  path: '/v1/totp/exchange',
  summary: 'Begin to enrol another authenticator app in place of the one you have, by a code of it',
  gate: 'person',
  body: z.strictObject({ code: codeOrRecoveryCode }),
  answer: enrolment,
  status: 201,
  refuses: fresh,
});

export const confirmTotp = operation({
  id: 'totp.confirm',
  method: 'POST',
  path: '/v1/totp/confirm',
  summary: 'Confirm the app by a code, which counts as the second factor; recovery codes are shown once',
  gate: 'session',
  body: z.strictObject({ code }),
  answer: z.object({ recoveryCodes: z.array(z.string()) }),
  refuses: ['second-factor-wrong', 'enrolment-missing', 'enrolment-needs-link', 'too-many-tries'],
});

export const listOwnSessions = operation({
  id: 'sessions.list',
  method: 'GET',
  path: '/v1/sessions',
  summary: 'List your sessions that are not over',
  gate: 'person',
  answer: z.object({
    items: z.array(
      z.object({
        id,
        made: instant,
        lastUsed: instant,
        ends: instant,
        browser: z.string(),
        hasSecondFactor: z.boolean(),
        own: z.boolean().describe('Whether it is the one that asks'),
      }),
    ),
  }),
});

export const revokeOwnSession = operation({
  id: 'sessions.revoke',
  method: 'DELETE',
  path: '/v1/sessions/:session',
  summary: 'End one of your sessions',
  gate: 'person',
  params: z.object({ session: id }),
});

export const makeApiKey = operation({
  id: 'keys.make',
  method: 'POST',
  path: '/v1/keys',
  summary: 'Make an API key in your name, by a fresh code; it is shown once',
  gate: 'person',
  body: z.strictObject({
    name: line,
    scopes: z.array(z.enum(scopes)).min(1).max(100),
    expires: z.iso.datetime({ offset: true }).describe('Within 365 days'),
    code: codeOrRecoveryCode,
  }),
  answer: z.object({ id, key: z.string() }),
  status: 201,
  refuses: ['key-expiry-invalid', ...fresh],
});

export const listOwnKeys = operation({
  id: 'keys.list',
  method: 'GET',
  path: '/v1/keys',
  summary: 'List your API keys, without what makes them keys',
  gate: 'person',
  query: pageQuery,
  answer: page(
    z.object({
      id,
      name: z.string(),
      scopes: z.array(z.enum(scopes)),
      made: instant,
      expires: instant,
      lastUsed: instant.nullable(),
      ended: z.boolean(),
    }),
  ),
});

export const revokeOwnKey = operation({
  id: 'keys.revoke',
  method: 'DELETE',
  path: '/v1/keys/:key',
  summary: 'End one of your API keys',
  gate: 'person',
  params: z.object({ key: id }),
});

export const listEverybody = operation({
  id: 'people.list',
  method: 'GET',
  path: '/v1/people',
  summary: 'List the people of the installation',
  gate: 'person',
  scope: 'organisation:read',
  query: longQuery,
  answer: longPage(
    z.object({
      id,
      name: z.string(),
      mail: z.string(),
      installationRole: role,
      state: z.enum(['invited', 'joined', 'disabled']),
      reason: z.string().nullable().describe('Why somebody was disabled; for admins and auditors'),
    }),
  ),
});

const handed = z.object({ token: z.string().describe('Shown once; hand it over unread'), expires: instant });

export const invitePerson = operation({
  id: 'people.invite',
  method: 'POST',
  path: '/v1/people',
  summary: 'Invite somebody',
  gate: 'admin',
  body: z.strictObject({ name: line, mail, installationRole: role.default('none') }),
  answer: handed.extend({ person: id }),
  status: 201,
  refuses: ['mail-taken'],
});

export const joinPeople = operation({
  id: 'people.join',
  method: 'POST',
  path: '/v1/join',
  summary: 'Follow an invitation: choose a password',
  gate: 'open',
  body: z.strictObject({ token: oneTimeToken, password }),
  answer: z.object({ session: id, person: id, needs }),
  status: 201,
  refuses: ['link-invalid', 'password-weak', ...entering],
});

export const disablePerson = operation({
  id: 'people.disable',
  method: 'POST',
  path: '/v1/people/:person/disable',
  summary: 'Shut somebody out: all sessions and keys end',
  gate: 'admin',
  params: z.object({ person: id }),
  body: z.strictObject({ reason: text }),
  refuses: ['last-admin', 'person-disabled'],
});

export const resetPerson = operation({
  id: 'people.reset',
  method: 'POST',
  path: '/v1/people/:person/reset',
  summary: 'Let somebody set a password or a second factor anew; who has not joined is invited again',
  gate: 'admin',
  params: z.object({ person: id }),
  body: z.strictObject({ what: z.enum(['password', 'second-factor', 'both']) }),
  answer: handed,
  status: 201,
  refuses: ['person-disabled', 'last-admin'],
});

export const setPasswordByLink = operation({
  id: 'password.set',
  method: 'POST',
  path: '/v1/password',
  summary: 'Follow the link of a reset: set a password, or give it where the second factor was reset',
  gate: 'open',
  body: z.strictObject({ token: oneTimeToken, password }),
  answer: z.object({ session: id, person: id, needs }),
  status: 201,
  refuses: ['link-invalid', 'password-weak', 'sign-in-refused', ...entering],
});

export const changeOwnPassword = operation({
  id: 'session.password',
  method: 'POST',
  path: '/v1/session/password',
  summary: 'Set a new password in place of the one you have; all your other sessions end',
  gate: 'person',
  body: z.strictObject({ old: password, password }),
  refuses: ['password-wrong', 'password-weak', ...entering],
});

export const renewRecovery = operation({
  id: 'recovery-key.renew',
  method: 'POST',
  path: '/v1/recovery-key',
  summary: 'Make a new recovery key; its halves are shown once, and those of before do not fit its file',
  gate: 'admin',
  body: z.strictObject({ code }),
  answer: z.object({ halves: z.object({ a: z.string(), b: z.string() }) }),
  status: 201,
  refuses: fresh,
});

/** All operations of the identity. */
export const identityOperations = [
  showSetUp,
  makeSetUp,
  openSessionOperation,
  showOwnSession,
  closeOwnSession,
  useFactor,
  enrolTotp,
  exchangeTotp,
  confirmTotp,
  listOwnSessions,
  revokeOwnSession,
  makeApiKey,
  listOwnKeys,
  revokeOwnKey,
  listEverybody,
  invitePerson,
  joinPeople,
  disablePerson,
  resetPerson,
  setPasswordByLink,
  changeOwnPassword,
  renewRecovery,
] as const;
