import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';

/** What an incident's inspections have of their own, beside what the program goes by. */
export interface Differences {
  /** Ids of the rules that they go without. */
  readonly off: readonly string[];
  /** Ids of the versions of the organisation's own rules that they go by. */
  readonly own: readonly string[];
}

/** What the inspections of an incident go by. */
export interface IncidentRules extends Differences {
  /** SHA-256 over it, in hexadecimal digits. */
  readonly rules: string;
}

/** SHA-256 over what inspection goes by with these differences; the same where there are none. */
export function hashWith(rules: string, { off, own }: Differences): string {
  if (off.length + own.length === 0) return rules;
  // As before there were rules of the organisation: what was inspected then is not inspected again for nothing.
  const all = own.length === 0 ? [rules, off.toSorted()] : [rules, off.toSorted(), own.toSorted()];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

/** @param rules SHA-256 over all that the program goes by today */
export async function rulesOfIncident(client: ClientBase, incident: string, rules: string): Promise<IncidentRules> {
  const offs = await client.query<{ rule: string }>(
    'select rule from cofferdam.rule_off where incident_id = $1 and on_at is null order by rule collate "C"',
    [incident],
  );
  const owns = await client.query<{ id: string }>(
    'select id from cofferdam.own_rule where ended_at is null order by number',
  );
  const differences = { off: offs.rows.map(({ rule }) => rule), own: owns.rows.map(({ id }) => id) };
  return { rules: hashWith(rules, differences), ...differences };
}
