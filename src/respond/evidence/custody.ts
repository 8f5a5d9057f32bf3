import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { z } from 'zod';
import { type Asker, actorOf, logText, record, transact, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise, type Role } from '../authorise.ts';
import { placeOf } from './begin.ts';
import type { passing, ShownItem } from './contract.ts';
import type { Desk } from '../desk.ts';
import { type ItemOf, shown } from './show.ts';
import { loadItem } from './rows.ts';

const passes: readonly Role[] = ['lead', 'analyst', 'dpo', 'legal', 'hr', 'comms'];

export type Passing = ItemOf & z.infer<typeof passing>;

/**
 * Passes an item on: from whoever answers for it, by himself or by a lead, to a member who sees it or to somebody
 * outside; from outside back by a lead.
 *
 * Errors: `nothing-there`, `role-lacking`, `evidence-incomplete`, `changed-meanwhile` where somebody else answers for it
 * than the caller thinks.
 */
export async function passCustody(desk: Desk, asker: Asker, input: Passing): Promise<ShownItem> {
  const { incident, evidence, from, to, outside, why } = input;
  // Nothing is kept for a repetition: the answer holds the name of the file, which lies sealed everywhere else.
  await transactOnce(desk.pool, asker, desk.now, async (client) => {
    const { role } = await authorise(client, incident, passes);
    const item = await loadItem(client, incident, evidence, 'for update of e');
    if (item.state !== 'complete') fail('evidence-incomplete', item.state);
    if (item.custodian !== from) fail('changed-meanwhile', 'custodian');
    if (from !== asker.person && role !== 'lead') fail('role-lacking', role);
    if (to !== undefined) await checkMember(client, evidence, to);
    await client.query(
      `insert into cofferdam.custody_entry
         (id, evidence_id, incident_id, compartment, entity_id, number, at, recorded_by, from_person, to_person, outside, why)
       select $1, e.id, e.incident_id, e.compartment, e.entity_id,
         (select coalesce(max(c.number), 0) + 1 from cofferdam.custody_entry c where c.evidence_id = e.id),
         $3, $4, $5, $6, $7, $8
       from cofferdam.evidence_item e where e.id = $2`,
      [randomUUID(), evidence, new Date(desk.now()), asker.person, from, to, outside, why],
    );
    await client.query('update cofferdam.evidence_item set custodian = $2 where id = $1', [evidence, to]);
    const place = placeOf(incident, { compartment: item.compartment, entity: item.entity_id ?? undefined });
    const text = outside === undefined ? null : await logText(client, outside, place);
    const act = { type: 'custody-passed', evidence, from, to: to ?? null, outside: text } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return null;
  });
  return transact(desk.pool, asker, (client) => shown(client, desk, input));
}

async function checkMember(client: ClientBase, evidence: string, person: string): Promise<void> {
  const { rowCount } = await client.query(
    `select from cofferdam.evidence_item e join cofferdam.membership m on m.incident_id = e.incident_id
     where e.id = $1 and m.person_id = $2 and m.removed_at is null
       and (m.expires_at is null or m.expires_at > statement_timestamp())
       and e.compartment = any (m.compartments)
       and (e.entity_id is null or m.entities is null or e.entity_id = any (m.entities))`,
    [evidence, person],
  );
  if (rowCount === 0) fail('nothing-there', 'person');
}
