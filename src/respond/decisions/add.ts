import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { actorOf, type Asker, type EntryPlace, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise, type Membership } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { checkEntities } from '../incidents/members/grant.ts';
import type { AddDecision, AddedDecision } from './contract.ts';
import { recordsDecisions } from './rights.ts';
import { loadDecision } from './row.ts';

/** Clocks of two machines differ by less. */
const mostAheadMilliseconds = 60_000;

/**
 * Puts a decision down. Nothing is ever changed: another one takes its place, and both stand.
 *
 * Errors: `compartment-lacking` where the one who asks could not read it himself, `person-unknown` for somebody who never
 * was a member, `contact-unknown`, `entity-unknown`, `time-ahead`; of the one whose place it takes `nothing-there`, and
 * `changed-meanwhile` where another took it already, or it stands in another compartment or for another legal entity.
 */
export function add(desk: Desk, asker: Asker, incident: string, input: AddDecision): Promise<AddedDecision> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    const own = await authorise(client, incident, recordsDecisions);
    const { text, options, zone, entity, compartment, supersedes } = input;
    const { decidedBy = { kind: 'person', id: asker.person } as const } = input;
    const at = new Date(input.at);
    const recorded = new Date(desk.now());
    if (at.getTime() > recorded.getTime() + mostAheadMilliseconds) fail('time-ahead', 'at');
    checkPlace(own, input);
    await checkEntities(client, entity === null ? [] : [entity]);
    await checkDecider(client, incident, decidedBy);
    if (supersedes !== null) await checkBefore(client, incident, supersedes, input);
    const id = randomUUID();
    const isPerson = decidedBy.kind === 'person';
    const { rowCount } = await client.query(
      `insert into cofferdam.decision
         (id, incident_id, compartment, entity_id, text, options, decided_by, decided_by_contact, at, zone, supersedes,
          recorded_at, recorded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (supersedes) do nothing`,
      [
        id,
        incident,
        compartment,
        entity,
        text,
        options,
        isPerson ? decidedBy.id : null,
        isPerson ? null : decidedBy.id,
        at,
        zone,
        supersedes,
        recorded,
        asker.person,
      ],
    );
    if (rowCount === 0) fail('changed-meanwhile', 'supersedes');
    const place: EntryPlace = { incident, compartment, ...(entity !== null && { entity }) };
    const hashes: string[] = [];
    for (const option of options) hashes.push(await logText(client, option, place));
    const act = {
      type: 'decision-recorded',
      decision: id,
      at: at.toISOString(),
      zone,
      decidedBy: decidedBy.id,
      entity,
      supersedes,
      decided: await logText(client, text, place),
      options: hashes,
    } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { id, recordedAt: recorded.toISOString() };
  });
}

/** For all legal entities only those speak who see them all. */
function checkPlace(own: Membership, { compartment, entity }: AddDecision): void {
  if (!own.compartments.includes(compartment)) fail('compartment-lacking', 'compartment');
  if (own.entities !== undefined && (entity === null || !own.entities.includes(entity))) {
    fail('compartment-lacking', 'entity');
  }
}

/** Somebody who left since then may have decided it all the same. */
async function checkDecider(
  client: ClientBase,
  incident: string,
  { kind, id }: NonNullable<AddDecision['decidedBy']>,
): Promise<void> {
  if (kind === 'person') {
    const { rowCount } = await client.query(
      'select from cofferdam.membership where incident_id = $1 and person_id = $2 limit 1',
      [incident, id],
    );
    if (rowCount === 0) fail('person-unknown', 'decidedBy');
    return;
  }
  const { rowCount } = await client.query('select from cofferdam.contact where id = $1 and removed_at is null', [id]);
  if (rowCount === 0) fail('contact-unknown', 'decidedBy');
}

async function checkBefore(
  client: ClientBase,
  incident: string,
  before: string,
  { compartment, entity }: AddDecision,
): Promise<void> {
  const decision = (await loadDecision(client, incident, before)) ?? fail('nothing-there', 'supersedes');
  const isBeside = decision.compartment === compartment && decision.entity === entity;
  if (!isBeside || decision.supersededBy !== null) fail('changed-meanwhile', 'supersedes');
}
