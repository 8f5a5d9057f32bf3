import type { ClientBase } from 'pg';
import type { Actor, Deed } from '../../audit/index.ts';
import { record } from '../../db/index.ts';
import { actAs } from '../presented.ts';

type What = Extract<Deed, { type: 'member-reset' }>['what'];

export interface MemberReset {
  readonly now: () => number;
  /** Id of who did it, whose transaction it is. */
  readonly admin: string;
  readonly person: string;
  readonly what: What;
}

/**
 * Puts a reset into the log of each incident in which the person has rights: an admin who resets somebody can follow the
 * code himself, and comes in as a member then. Leads look at the log of their incident, and not at that of the installation.
 *
 * Called with the head of the log held, so after the first `record` of the transaction. Then whoever was let in by an entry
 * before it is seen here, and whoever is let in later is so by an entry behind it. The heads of incidents come after that
 * of the log, as everywhere, so nobody who holds one waits for this.
 *
 * What the admin learns of incidents is their number, by how far the head of the log has moved. It is found with the eyes
 * of the person, and what asked before goes on as the admin afterwards.
 */
export async function tellIncidents(client: ClientBase, { now, admin, person, what }: MemberReset): Promise<void> {
  const actor: Actor = { kind: 'person', id: admin };
  const act = { type: 'member-reset', person, what } as const;
  await actAs(client, person);
  const { rows } = await client.query<{ incident_id: string }>(
    'select incident_id from cofferdam.own_membership order by incident_id',
  );
  for (const { incident_id: incident } of rows) {
    await record(client, { now, actor, act, place: { incident, compartment: 'facts' } });
  }
  await actAs(client, admin);
}
