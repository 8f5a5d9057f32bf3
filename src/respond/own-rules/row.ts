import type { ClientBase } from 'pg';
import type { OwnRule, OwnRuleBody } from './contract.ts';

interface Row {
  readonly number: number;
  readonly version: number;
  readonly body: OwnRuleBody;
  readonly sample_characters: number;
  readonly sample_found: number;
  readonly used_at: Date;
  readonly used_by: string;
  readonly used_name: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_name: string | null;
}

/** The rules in their last versions, or one of them, by number. */
export async function loadOwnRules(client: ClientBase, number?: number): Promise<OwnRule[]> {
  const { rows } = await client.query<Row>(
    `select distinct on (o.number) o.number, o.version, o.body, o.sample_characters, o.sample_found, o.used_at, o.used_by,
       a.name as used_name, o.ended_at, o.ended_by, b.name as ended_name
     from cofferdam.own_rule o
     join cofferdam.person a on a.id = o.used_by
     left join cofferdam.person b on b.id = o.ended_by
     where $1::integer is null or o.number = $1
     order by o.number, o.version desc`,
    [number ?? null],
  );
  return rows.map(ownRuleOf);
}

function ownRuleOf(row: Row): OwnRule {
  return {
    rule: nameOf(row.number),
    version: row.version,
    ...row.body,
    sample: { characters: row.sample_characters, found: row.sample_found },
    usedAt: row.used_at.toISOString(),
    usedBy: { id: row.used_by, name: row.used_name },
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ended_name ?? '' },
  };
}

export const nameOf = (number: number): string => `own-${number}`;
/** @param rule `own-NUMBER` */
export const numberOf = (rule: string): number => Number(rule.slice('own-'.length));
