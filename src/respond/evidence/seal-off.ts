import type { ClientBase } from 'pg';
import { type Asker, actorOf, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import type { z } from 'zod';
import { authorise, type Role } from '../authorise.ts';
import type { sealing } from './contract.ts';
import type { Intake } from './intake.ts';
import {
  lockAlike,
  nameForBytes,
  recordSealedOff,
  sealAlike,
  type SealedItem,
  type Sealing,
  sealingOf,
  sealingOfBytes,
  sealOne,
} from './seal-alike.ts';

const sealsOff: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr'];

export interface SealingOff extends z.infer<typeof sealing> {
  readonly incident: string;
  readonly evidence: string;
}

/**
 * Seals an item off: from the end of the transaction on its name, source, bytes and findings are for the named people
 * alone, and no job gets it; also while its upload is under way. All items of the same bytes go with it, also those that
 * the one who asks does not see; `sealed` has those that he sees. Once sealed off, bytes stay so, and only the named may
 * name others.
 *
 * Errors: `nothing-there` (also for people who do not see the item: nobody could open it), `role-lacking`,
 * `evidence-sealed-off`.
 */
export function sealOff(
  { desk, onSealedOff }: Intake,
  asker: Asker,
  { incident, evidence, why, people, reason }: SealingOff,
): Promise<{ readonly sealed: string[] }> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, sealsOff);
    const likeness = await likenessOf(client, incident, evidence);
    if (likeness !== null) await lockAlike(client, incident, likeness);
    const own = await sealingOf(client, 'where id = $1 for update', [evidence]);
    // It may have become complete while this waited for its row.
    const now = await likenessOf(client, incident, evidence);
    const ofBytes = now === null ? undefined : await sealingOfBytes(client, incident, now);
    const earlier = ofBytes ?? own;
    if (earlier?.people.includes(asker.person) === false) fail('evidence-sealed-off', evidence);
    await checkPeople(client, evidence, people);
    const sealing: Sealing = { why, people, reason, at: new Date(desk.now()), by: asker.person };
    const items: SealedItem[] = [...(await sealOne(client, evidence, sealing))];
    if (now !== null && ofBytes !== undefined) await nameForBytes(client, incident, now, sealing);
    if (now !== null) items.push(...(await sealAlike(client, incident, now, sealing)));
    for (const one of items) await onSealedOff(client, { incident, evidence: one.evidence });
    await recordSealedOff(client, desk.now, items, sealing, actorOf(asker));
    return { sealed: items.map((one) => one.evidence) };
  });
}

async function likenessOf(client: ClientBase, incident: string, evidence: string): Promise<string | null> {
  const { rows } = await client.query<{ likeness: string | null }>(
    'select likeness from cofferdam.evidence_item where id = $1 and incident_id = $2',
    [evidence, incident],
  );
  const [row] = rows;
  return row === undefined ? fail('nothing-there', 'evidence') : row.likeness;
}

/** All of them must be members who see the item. */
async function checkPeople(client: ClientBase, evidence: string, people: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ count: string }>(
    `select count(distinct m.person_id) as count
     from cofferdam.evidence_item e join cofferdam.membership m on m.incident_id = e.incident_id
     where e.id = $1 and m.person_id = any ($2) and m.removed_at is null
       and (m.expires_at is null or m.expires_at > statement_timestamp())
       and e.compartment = any (m.compartments)
       and (e.entity_id is null or m.entities is null or e.entity_id = any (m.entities))`,
    [evidence, people],
  );
  if (Number(rows[0]?.count) !== people.length) fail('nothing-there', 'people');
}
