import type { PoolClient } from 'pg';
import type { SignedCheckpoint } from '#platform/audit';
import { fail } from '#platform/errors';
import {
  awareness,
  type Compartment,
  type decisions,
  decisions as decided,
  type Desk,
  type Entity,
  evidence,
  firstHour,
  impact,
  incidentKey,
  type Member,
  type Membership,
  members,
  organisation,
  type Statement,
} from '#respond';
import { type Clocks, loadClocks } from '#notify';

/** Files that were not fully read and items that a report lists one by one; beyond, it says how many more there are. */
export const mostListed = 5000;

/** All that a report is made of, as the one who asks may see it; what changes meanwhile may be in one part and not in another. */
export interface Gathered {
  readonly at: string;
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly codeName: string;
    readonly severity: string;
    readonly phase: 'assess' | 'contain' | 'notify' | 'recover' | 'learn';
    readonly openedAt: string;
    readonly openedBy: string;
  };
  readonly own: { readonly compartments: readonly Compartment[]; readonly entities: readonly string[] | undefined };
  readonly organisation: string | null;
  readonly entities: readonly Entity[];
  readonly members: readonly Member[];
  /** Names of people by id. */
  readonly people: ReadonlyMap<string, string>;
  readonly facts: firstHour.Facts;
  readonly unread: readonly impact.UnreadFile[];
  readonly ledger: readonly evidence.LedgerItem[];
  readonly statements: readonly Statement[];
  readonly clocks: Clocks;
  readonly decisions: readonly decisions.Decision[];
  /** Null in a preview. */
  readonly log: { readonly installation: string; readonly signed: SignedCheckpoint; readonly publicKey: string } | null;
}

interface IncidentRow {
  readonly title: string;
  readonly code_name: string;
  readonly severity: string;
  readonly phase: Gathered['incident']['phase'];
  readonly opened_at: Date;
  readonly opened_by: string;
}

/** In the transaction of the one who asks, who is authorised: row-level security decides what there is. */
export async function gather(
  client: PoolClient,
  desk: Desk,
  incident: string,
  own: Membership,
): Promise<Omit<Gathered, 'log'>> {
  const { rows } = await client.query<IncidentRow>(
    'select title, code_name, severity, phase, opened_at, opened_by from cofferdam.incident where id = $1',
    [incident],
  );
  const row = rows[0] ?? fail('nothing-there', 'incident');
  const key = await incidentKey(client, desk.master, incident);
  const named = await client.query<{ name: string | null }>('select name from cofferdam.organisation');
  const people = await client.query<{ id: string; name: string }>('select id, name from cofferdam.person');
  const now = desk.now();
  return {
    at: new Date(now).toISOString(),
    incident: {
      id: incident,
      title: row.title,
      codeName: row.code_name,
      severity: row.severity,
      phase: row.phase,
      openedAt: row.opened_at.toISOString(),
      openedBy: row.opened_by,
    },
    own: { compartments: own.compartments, entities: own.entities },
    organisation: named.rows[0]?.name ?? null,
    entities: await organisation.loadEntities(client),
    members: await members.loadMembers(client, incident),
    people: new Map(people.rows.map(({ id, name }) => [id, name])),
    facts: await firstHour.loadFacts(client, incident, now),
    unread: await impact.loadUnread(client, key, incident, mostListed),
    ledger: await evidence.loadLedger(client, key, incident, mostListed),
    statements: await awareness.loadStatements(client, incident),
    clocks: await loadClocks(client, { incident, entities: own.entities, now }),
    decisions: await decided.loadDecisions(client, incident),
  };
}
