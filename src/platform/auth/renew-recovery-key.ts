import { transact } from '../db/index.ts';
import { fail } from '../errors/index.ts';
import { makeRecovery } from '../vault/index.ts';
import { personActor, recordAll } from './entries.ts';
import type { Identity } from './identity.ts';
import { lockAdmins, requireAdmin } from './people/admin.ts';
import { holdSession } from './sessions/hold-session.ts';
import type { SessionCaller } from './sessions/own.ts';
import { proveFactor } from './sessions/prove-factor.ts';
import { recoveryKeyId } from './set-up.ts';

export interface Renewal {
  /** A code of the authenticator app; none that was used. */
  readonly code: string;
}

/**
 * Makes a new recovery key, for an admin: where the halves were never written down, or one was lost or seen. Those of before
 * do not fit its file; they fit older copies of it, as backups hold them, since the master key stays the same. Of two who do so at the same time the later one's file stays, and the log says so last.
 *
 * @param saveRecovery as `setUp` has it: the file is on the disk for good before the commit. Where the commit then fails, the
 *   halves of before do not fit it, and nobody has seen the new ones: it is to be done again.
 * @returns the halves, for two people: shown now and never again
 *
 * Fails with `role-lacking`, `second-factor-wrong`, `second-factor-missing`, `too-many-tries` and `not-signed-in`.
 */
export async function renewRecoveryKey(
  identity: Identity,
  caller: SessionCaller,
  { code }: Renewal,
  { origin }: { readonly origin: string },
  saveRecovery: (file: string) => Promise<void>,
): Promise<{ readonly a: string; readonly b: string }> {
  const { pool, now, master } = identity;
  const { person, session } = caller;
  const halves = await transact(pool, caller, async (client) => {
    await requireAdmin(client);
    await lockAdmins(client, person);
    const used = await proveFactor(client, identity, { person, factor: { code }, origin });
    if (used === undefined) return undefined;
    await holdSession(client, caller, 'rights');
    const { rows } = await client.query<{ id: string }>('select id from cofferdam.installation');
    const { file, halfA, halfB } = makeRecovery(master, rows[0]?.id ?? fail('not-set-up'));
    await saveRecovery(file);
    await recordAll(client, {
      now,
      actor: personActor(person),
      acts: [
        { type: 'second-factor-used', session, factor: used },
        { type: 'recovery-key-shown', key: recoveryKeyId(file) },
      ],
    });
    return { a: halfA, b: halfB };
  });
  return halves ?? fail('second-factor-wrong');
}
