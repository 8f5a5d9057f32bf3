import type { ClientBase } from 'pg';
import { fail } from '#platform/errors';
import type { OwnRuleBody } from './contract.ts';
import { nameOf } from './row.ts';

/** A version of a rule of the organisation. */
export interface UsedOwnRule {
  readonly id: string;
  readonly rule: string;
  readonly body: OwnRuleBody;
}

/** In the order of their numbers. Fails with `internal` where one is gone, which is never deleted. */
export async function ownRulesOf(client: ClientBase, ids: readonly string[]): Promise<UsedOwnRule[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ id: string; number: number; body: OwnRuleBody }>(
    'select id, number, body from cofferdam.own_rule where id = any($1::uuid[]) order by number',
    [ids],
  );
  if (rows.length !== ids.length) fail('internal', 'a version of an own rule is gone');
  return rows.map(({ id, number, body }) => ({ id, rule: nameOf(number), body }));
}
