import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** What the inspections of an incident go by. */
export interface IncidentRules {
  /** SHA-256 over it, in hexadecimal digits. */
  readonly rules: string;
  /** Ids of the rules that it goes without, in order. */
  readonly off: readonly string[];
}

/** SHA-256 over what inspection goes by without some of its rules; the same where there are none. */
export function hashWithout(rules: string, off: readonly string[]): string {
  if (off.length === 0) return rules;
  return createHash('sha256')
    .update(JSON.stringify([rules, off.toSorted()]))
    .digest('hex');
}

/** @param rules SHA-256 over all that inspection goes by today */
export async function rulesOfIncident(client: ClientBase, incident: string, rules: string): Promise<IncidentRules> {
  const { rows } = await client.query<{ rule: string }>(
    'select rule from cofferdam.rule_off where incident_id = $1 and on_at is null order by rule collate "C"',
    [incident],
  );
  const off = rows.map(({ rule }) => rule);
  return { rules: hashWithout(rules, off), off };
}
