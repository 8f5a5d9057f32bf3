import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { RuleOff } from './contract.ts';

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly reason: string;
  readonly off_at: Date;
  readonly off_by: string;
  readonly off_name: string;
  readonly on_at: Date | null;
  readonly on_by: string | null;
  readonly on_name: string | null;
}

/** The rules that inspections of an incident go without, or went, newest first. */
export function list(desk: Desk, asker: Asker, incident: string): Promise<{ rules: RuleOff[] }> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const { rows } = await client.query<Row>(
      `select o.id, o.rule, o.reason, o.off_at, o.off_by, a.name as off_name, o.on_at, o.on_by, b.name as on_name
       from cofferdam.rule_off o
       join cofferdam.person a on a.id = o.off_by
       left join cofferdam.person b on b.id = o.on_by
       where o.incident_id = $1 order by o.off_at desc, o.on_at desc nulls first, o.id`,
      [incident],
    );
    return { rules: rows.map(ruleOffOf) };
  });
}

function ruleOffOf(row: Row): RuleOff {
  return {
    id: row.id,
    rule: row.rule,
    reason: row.reason,
    offAt: row.off_at.toISOString(),
    offBy: { id: row.off_by, name: row.off_name },
    onAt: row.on_at?.toISOString() ?? null,
    onBy: row.on_by === null ? null : { id: row.on_by, name: row.on_name ?? '' },
  };
}
