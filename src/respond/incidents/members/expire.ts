import type { Pool } from 'pg';
import { record, transactJob, transactNobody } from '#platform/db';

/** What the sweep works with: connections of the workers' role, which see nothing of an incident but who expired. */
export interface Sweep {
  readonly worker: Pool;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/**
 * Puts into the log, once for each, that the time of a member was over. The rights ended at that moment, whether or not
 * this has run; two that run at once share the work. Gives how many were recorded.
 */
export async function recordExpired({ worker, now }: Sweep): Promise<number> {
  const incidents = await transactNobody(worker, async (client) => {
    const { rows } = await client.query<{ incident_id: string }>(
      'select distinct incident_id from cofferdam.membership where removed_at is null and expiry_recorded_at is null',
    );
    return rows.map(({ incident_id }) => incident_id);
  });
  let recorded = 0;
  for (const incident of incidents) {
    recorded += await transactJob(worker, { incident }, async (client) => {
      const over = 'incident_id = $1 and removed_at is null and expiry_recorded_at is null';
      // In the order in which lockMembers locks them.
      await client.query(`select from cofferdam.membership where ${over} order by id for update`, [incident]);
      const { rows } = await client.query<{ person_id: string }>(
        `update cofferdam.membership set expiry_recorded_at = $2 where ${over} returning person_id`,
        [incident, new Date(now())],
      );
      for (const { person_id } of rows) {
        const act = { type: 'member-expired', person: person_id } as const;
        const place = { incident, compartment: 'facts' } as const;
        await record(client, { now, actor: { kind: 'system', id: 'expiry' }, act, place });
      }
      return rows.length;
    });
  }
  return recorded;
}
