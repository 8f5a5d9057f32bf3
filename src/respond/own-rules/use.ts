import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { actorOf, type Asker, record, transactOnce } from '#platform/db';
import { fail } from '#platform/errors';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from '../organisation/authorise-admin.ts';
import { mostOwnRules, type OwnRule, type OwnRuleBody } from './contract.ts';
import { loadOwnRules, nameOf, numberOf } from './row.ts';

export interface UseOwnRule {
  /** `own-NUMBER` of the rule that is changed; undefined for a new one. */
  readonly rule?: string | undefined;
  /** As it was read; with `rule`. */
  readonly version?: number | undefined;
  readonly body: OwnRuleBody;
  /** What it was tried on, and what it found there. */
  readonly sample: OwnRule['sample'];
}

/**
 * Has the inspections that begin from now on go by a rule, which was tried on a sample. What is shown stays until it is inspected
 * again.
 *
 * Errors: `role-lacking`, `nothing-there`, `changed-meanwhile`, `list-full`; `own-rule-untried` where it found nothing.
 */
export function use(desk: Desk, asker: Asker, { rule, version, body, sample }: UseOwnRule): Promise<OwnRule> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authoriseAdmin(client);
    if (sample.found === 0) fail('own-rule-untried');
    const at = new Date(desk.now());
    const number = rule === undefined ? await nextNumber(client) : numberOf(rule);
    const [last] = await loadOwnRules(client, number);
    if (rule !== undefined && last === undefined) fail('nothing-there', 'rule');
    if (last?.version !== (rule === undefined ? undefined : version)) fail('changed-meanwhile', 'rule');
    await endVersion(client, asker, number, at);
    const { rows } = await client.query<{ count: number }>(
      'select count(*)::integer as count from cofferdam.own_rule where ended_at is null',
    );
    if ((rows[0]?.count ?? 0) >= mostOwnRules) fail('list-full', 'rules');
    const next = (last?.version ?? 0) + 1;
    await client.query(
      `insert into cofferdam.own_rule (id, number, version, body, sample_characters, sample_found, used_at, used_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [randomUUID(), number, next, body, sample.characters, sample.found, at, asker.person],
    );
    const act = { type: 'own-rule-changed', rule: nameOf(number), version: next, change: 'used' } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act });
    return only(await loadOwnRules(client, number));
  });
}

/**
 * Has the inspections that begin from now on go without the rule.
 *
 * Errors: `role-lacking`, `nothing-there`, `changed-meanwhile` where it ended already.
 */
export function end(desk: Desk, asker: Asker, rule: string): Promise<OwnRule> {
  return transactOnce(desk.pool, asker, desk.now, async (client) => {
    await authoriseAdmin(client);
    const number = numberOf(rule);
    const { version } = only(await loadOwnRules(client, number));
    if (!(await endVersion(client, asker, number, new Date(desk.now())))) fail('changed-meanwhile', 'rule');
    const act = { type: 'own-rule-changed', rule: nameOf(number), version, change: 'ended' } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act });
    return only(await loadOwnRules(client, number));
  });
}

const only = ([rule]: readonly OwnRule[]): OwnRule => rule ?? fail('nothing-there', 'rule');

/** Admins wait for each other: no other has the same. */
async function nextNumber(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from cofferdam.own_rule',
  );
  return rows[0]?.next ?? 1;
}

async function endVersion(client: ClientBase, { person }: Asker, number: number, at: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `update cofferdam.own_rule set ended_at = greatest(used_at, $2), ended_by = $3
     where number = $1 and ended_at is null`,
    [number, at, person],
  );
  return rowCount === 1;
}
