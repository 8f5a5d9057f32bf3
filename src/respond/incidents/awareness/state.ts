import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise, type Membership } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import { checkEntities } from '../members/grant.ts';
import type { StateAwareness, Statement } from './contract.ts';

/** Clocks of two machines differ by less. */
const mostAheadMilliseconds = 60_000;

/**
 * Puts down since when something was known. Nothing is ever changed: a correction is another statement.
 * `compartment-lacking` where the one who asks could not read it himself; `time-ahead`.
 */
export function state(desk: Desk, asker: Asker, incident: string, input: StateAwareness): Promise<Statement> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const own = await authorise(client, incident, rights['awareness.state']);
    const { step, zone, entity, compartment, note, saidBy = asker.person } = input;
    const since = new Date(input.since);
    const recorded = new Date(desk.now());
    if (since.getTime() > recorded.getTime() + mostAheadMilliseconds) fail('time-ahead', 'since');
    checkPlace(own, input);
    await checkEntities(client, entity === null ? [] : [entity]);
    await checkPerson(client, saidBy);
    const id = randomUUID();
    await client.query(
      `insert into cofferdam.awareness_statement
         (id, incident_id, compartment, entity_id, step, at, zone, said_by, recorded_at, recorded_by, note)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, incident, compartment, entity, step, since, zone, saidBy, recorded, asker.person, note],
    );
    const place = { incident, compartment, ...(entity !== null && { entity }) };
    const written = note === null ? null : await logText(client, note, place);
    const at = since.toISOString();
    const act = {
      type: 'awareness-stated',
      statement: id,
      step,
      since: at,
      zone,
      saidBy,
      entity,
      note: written,
    } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    const recordedAt = recorded.toISOString();
    return { id, step, since: at, zone, saidBy, entity, compartment, note, recordedAt, recordedBy: asker.person };
  });
}

/** For all legal entities only those speak who see them all. */
function checkPlace(own: Membership, { compartment, entity }: StateAwareness): void {
  if (!own.compartments.includes(compartment)) fail('compartment-lacking', 'compartment');
  if (own.entities !== undefined && (entity === null || !own.entities.includes(entity))) {
    fail('compartment-lacking', 'entity');
  }
}

/** Somebody who was shut out since then may still have said it. */
async function checkPerson(client: ClientBase, person: string): Promise<void> {
  const { rowCount } = await client.query('select from cofferdam.person where id = $1', [person]);
  if (rowCount === 0) fail('person-unknown', 'saidBy');
}
