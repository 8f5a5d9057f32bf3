import { z } from 'zod';
import { id, instant, origin, word } from './fields.ts';
import { kind } from './kind.ts';

/** Sessions and API keys. Nobody is signed in yet when a sign-in is refused: the actor is the system. */
export const signInKinds = [
  kind('session-opened', 'log', 'a password or a passkey was right; the session has no rights before a second factor', {
    session: id,
    person: id,
    from: origin,
  }),
  kind(
    'second-factor-used',
    'log',
    'a second factor was right: the session has its rights, or does what takes a fresh code',
    {
      session: id,
      factor: z.enum(['totp', 'recovery-code', 'passkey']),
    },
  ),
  kind('second-factor-enrolled', 'log', 'somebody confirmed an authenticator app; recovery codes are new with it', {
    person: id,
    session: id,
  }),
  kind('password-set', 'log', 'somebody set a password, by the link of an admin or in place of the one before', {
    person: id,
  }),
  kind('sign-in-refused', 'log', 'a password or a code was wrong, used before, or of somebody who may not come in', {
    person: id.nullable(),
    from: origin,
    why: z.enum(['unknown-account', 'wrong-password', 'wrong-code', 'code-used-before', 'disabled', 'locked-out']),
  }),
  kind('sign-in-locked-out', 'log', 'too many wrong tries of an account (person) or an address (from)', {
    person: id.nullable(),
    from: origin.nullable(),
    until: instant,
  }),
  kind('session-revoked', 'log', 'a session ended', {
    session: id,
    why: z.enum(['signed-out', 'by-owner', 'by-admin', 'idle', 'expired', 'reset', 'disabled']),
  }),
  kind('key-made', 'log', 'somebody made an API key', {
    key: id,
    person: id,
    scopes: z.array(word).min(1).max(100),
    expires: instant,
  }),
  kind('key-out-of-scope', 'log', 'an API key was used for what it was not made for, and refused', {
    key: id,
    operation: word,
    from: origin,
  }),
  kind('key-revoked', 'log', 'an API key ended', {
    key: id,
    why: z.enum(['by-owner', 'by-admin', 'expired', 'disabled']),
  }),
] as const;
