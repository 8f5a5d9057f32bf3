import { randomUUID } from 'node:crypto';
import { actorOf, type Asker, logText, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { decides } from '../../rights.ts';

export interface TurnOff {
  readonly incident: string;
  /** The id of a rule that there is. */
  readonly rule: string;
  readonly reason: string;
}

/**
 * Has the inspections that begin from now on go without a rule. What is shown was found with it, until it is inspected again.
 *
 * Errors: `role-lacking`, `changed-meanwhile` where it is off already.
 */
export function turnOff(
  desk: Desk,
  asker: Asker,
  { incident, rule, reason }: TurnOff,
): Promise<{ id: string; offAt: string }> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, decides);
    const id = randomUUID();
    const at = new Date(desk.now());
    const { rowCount } = await client.query(
      `insert into cofferdam.rule_off (id, incident_id, rule, reason, off_at, off_by)
       values ($1, $2, $3, $4, $5, $6) on conflict (incident_id, rule) where on_at is null do nothing`,
      [id, incident, rule, reason, at, asker.person],
    );
    if (rowCount === 0) fail('changed-meanwhile', 'rule');
    const place = { incident, compartment: 'facts' } as const;
    const act = { type: 'rule-turned-off', entry: id, rule, reason: await logText(client, reason, place) } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place });
    return { id, offAt: at.toISOString() };
  });
}

export interface TurnOn {
  readonly incident: string;
  readonly off: string;
}

/**
 * Has the inspections that begin from now on go by the rule again.
 *
 * Errors: `role-lacking`, `nothing-there`, `changed-meanwhile` where it is on again already.
 */
export function turnOn(desk: Desk, asker: Asker, { incident, off }: TurnOn): Promise<{ id: string; onAt: string }> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authorise(client, incident, decides);
    const { rows } = await client.query<{ rule: string; on_at: Date | null }>(
      'select rule, on_at from cofferdam.rule_off where id = $1 and incident_id = $2',
      [off, incident],
    );
    const { rule, on_at: before } = rows[0] ?? fail('nothing-there', 'off');
    const at = new Date(desk.now());
    const { rowCount } = await client.query(
      'update cofferdam.rule_off set on_at = greatest(off_at, $2), on_by = $3 where id = $1 and on_at is null',
      [off, at, asker.person],
    );
    if (before !== null || rowCount === 0) fail('changed-meanwhile', 'off');
    const act = { type: 'rule-turned-on', entry: off, rule } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place: { incident, compartment: 'facts' } });
    return { id: off, onAt: at.toISOString() };
  });
}
