import { fail } from '#platform/errors';
import type { Operation, Scope } from '#platform/operation';
import type { Asker, Once } from '#platform/db';

/** Who sends a request, as the identity knows him. */
export interface Caller {
  readonly person: string;
  readonly installationRole: 'none' | 'auditor' | 'admin';
  /** Id of the session; undefined for a key. */
  readonly session?: string | undefined;
  /** Id of the API key; undefined for a session. */
  readonly key?: string | undefined;
  /** Of the key. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Whether a second factor was used in this session; true for keys, which only such a session makes. */
  readonly hasSecondFactor: boolean;
}

/** What came with a request to tell who sends it. */
export interface Credentials {
  readonly session?: string | undefined;
  readonly key?: string | undefined;
}

/**
 * Lets a caller through the gate of an operation, or fails: `not-signed-in`, `second-factor-needed`, `scope-lacking`,
 * `role-lacking`. The order is that of what the caller can mend.
 */
export function pass({ gate, scope, id }: Operation, caller: Caller | undefined): void {
  if (gate === 'open') return;
  if (caller === undefined) fail('not-signed-in');
  if (caller.key !== undefined && (scope === undefined || caller.scopes?.includes(scope) !== true)) {
    fail('scope-lacking', scope ?? `${id} is for sessions alone`);
  }
  if (gate === 'session') return;
  if (!caller.hasSecondFactor) fail('second-factor-needed');
  if ((gate === 'admin' || gate === 'auditor') && caller.installationRole !== gate) fail('role-lacking', gate);
}

export function askerOf(caller: Caller | undefined, once: Once | undefined): Asker {
  if (caller === undefined) fail('not-signed-in');
  const { person, key } = caller;
  return { person, ...(key !== undefined && { key }), ...(once !== undefined && { once }) };
}
