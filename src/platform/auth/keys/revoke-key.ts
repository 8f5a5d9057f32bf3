import { transact } from '../../db/index.ts';
import { fail } from '../../errors/index.ts';
import { personActor, recordAll } from '../entries.ts';
import type { Identity } from '../identity.ts';
import type { SessionCaller } from '../sessions/own.ts';

/** Ends one of the caller's own keys; `nothing-there` for any other, and for one that ended before. */
export async function revokeKey({ pool, now }: Identity, caller: SessionCaller, key: string): Promise<void> {
  await transact(pool, caller, async (client) => {
    const { rowCount } = await client.query(
      'update cofferdam.api_key set ended_at = $3 where id = $1 and person_id = $2 and ended_at is null',
      [key, caller.person, new Date(now())],
    );
    if (rowCount === 0) fail('nothing-there', 'key');
    await recordAll(client, {
      now,
      actor: personActor(caller.person),
      acts: [{ type: 'key-revoked', key, why: 'by-owner' }],
    });
  });
}
