import { fail } from '../../errors/index.ts';
import type { Caller } from './authenticate.ts';

/** Somebody who asks by a session, not by a key: what concerns sessions and factors is for him alone. */
export type SessionCaller = Caller & { readonly session: string };

/** `not-signed-in` for a key or nobody: operations of this kind have no scope, and the gate refuses keys before. */
export function sessionOf(caller: Caller | undefined): SessionCaller {
  if (caller?.session === undefined) fail('not-signed-in');
  return { ...caller, session: caller.session };
}
