import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { enqueue } from '#platform/jobs';
import { sealValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import { countJob, countKey } from '../jobs.ts';
import { countOf, type CountRow, seesPersons } from '../persons/rows.ts';
import { rulingPlace } from '../places.ts';
import type { ruleOnDoubt } from './contract.ts';
import { isAbout, labelsFor, maskedSide } from './list.ts';
import { pairOf } from './pairs.ts';
import { contradicts, heldIn, isCrowded, mostHeld } from './rulings.ts';

export interface RuleOn extends z.infer<typeof ruleOnDoubt.body> {
  readonly incident: string;
  readonly count: string;
  readonly doubt: number;
}

const placeOf = (
  incident: string,
  { compartment, entity_id: entity }: Pick<CountRow, 'compartment' | 'entity_id'>,
) => ({
  incident,
  compartment,
  ...(entity !== null && { entity }),
});

/**
 * Decides that a pair is one person, or two. Persons are counted anew.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed`: the number was that of others, perhaps; `changed-meanwhile` where
 * something was decided of them already, `ruling-contradicts` where it cannot hold beside what was decided of others,
 * `rulings-full`.
 */
export function rule(desk: Desk, asker: Asker, input: RuleOn): Promise<{ id: string; ruledAt: string }> {
  const { incident, doubt, same, reason } = input;
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, input.version);
    const key = await incidentKey(client, desk.master, incident);
    const pair = await pairOf(client, key, count, doubt);
    const [one, two] = (await labelsFor(client, key, count, [pair]))(pair).map(maskedSide);
    const place = placeOf(incident, count);
    // One at a time: two that cannot both hold would each see nothing of the other.
    await client.query("select pg_advisory_xact_lock(hashtextextended('ruling/' || $1, 0))", [incident]);
    const held = await heldIn(client, place);
    if (held.some((ruled) => isAbout(ruled, pair))) fail('changed-meanwhile', 'doubt');
    if (held.length >= mostHeld) fail('rulings-full');
    const [first, second] = pair.places;
    if (!same && (isCrowded(held, first) || isCrowded(held, second))) fail('rulings-full');
    if (contradicts([...held, { same, one: first, two: second }])) fail('ruling-contradicts');
    const id = randomUUID();
    const at = new Date(desk.now());
    const about = JSON.stringify([one, two].map((side) => [side?.name ?? '', side?.contact ?? '']));
    const { rowCount } = await client.query(
      `insert into cofferdam.person_ruling
         (id, incident_id, compartment, entity_id, same, why, one_mark, one_start, two_mark, two_start, about, reason,
          ruled_at, ruled_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      [
        id,
        incident,
        count.compartment,
        count.entity_id,
        same,
        pair.why,
        ...first,
        ...second,
        sealValue(key, rulingPlace(id), Buffer.from(about)),
        reason,
        at,
        asker.person,
      ],
    );
    if (rowCount === 0) fail('changed-meanwhile', 'doubt');
    await enqueue(client, countJob, { incident }, countKey(incident));
    const decision = same ? 'same' : 'apart';
    const act = { type: 'persons-ruled', entry: id, decision, reason: await logText(client, reason, place) } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { id, ruledAt: at.toISOString() };
  });
}

export interface EndRuling {
  readonly incident: string;
  readonly ruling: string;
}

/**
 * Takes a decision back. Persons are counted anew without it.
 *
 * Errors: `role-lacking`, `nothing-there`, `changed-meanwhile` where it is taken back already.
 */
export function end(
  desk: Desk,
  asker: Asker,
  { incident, ruling }: EndRuling,
): Promise<{ id: string; endedAt: string }> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, seesPersons);
    const { rows } = await client.query<Pick<CountRow, 'compartment' | 'entity_id'> & { ended_at: Date | null }>(
      'select compartment, entity_id, ended_at from cofferdam.person_ruling where id = $1 and incident_id = $2',
      [ruling, incident],
    );
    const row = rows[0] ?? fail('nothing-there', 'ruling');
    const at = new Date(desk.now());
    const { rowCount } = await client.query(
      `update cofferdam.person_ruling set ended_at = greatest(ruled_at, $2), ended_by = $3
       where id = $1 and ended_at is null`,
      [ruling, at, asker.person],
    );
    if (row.ended_at !== null || rowCount === 0) fail('changed-meanwhile', 'ruling');
    await enqueue(client, countJob, { incident }, countKey(incident));
    const place = placeOf(incident, row);
    const act = { type: 'persons-ruling-ended', entry: ruling } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { id: ruling, endedAt: at.toISOString() };
  });
}
