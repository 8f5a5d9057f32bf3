import type { ClientBase } from 'pg';
import { append, appendToIncident, canonical, emptyChain, logChain } from '../audit/index.ts';
import type { Actor, Deed, Head, Sealed } from '../audit/index.ts';

/** Who may see an entry of an incident. */
export interface EntryPlace {
  readonly incident: string;
  readonly compartment: 'facts' | 'counsel' | 'person-concerned';
  /** Undefined for all legal entities. */
  readonly entity?: string;
}

export interface RecordInit {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly actor: Actor;
  readonly act: Deed;
  /** Undefined for acts of the installation. */
  readonly place?: EntryPlace;
}

/**
 * Writes the entry of an act, in the transaction of the act: both are there, or neither. The head of the log is locked
 * first, always, so that writers wait in one line and cannot wait for each other; whoever calls does so last, since all
 * others wait until the transaction ends.
 *
 * Fails with `log-entry-invalid`, and with the error of the database where the person may not write there.
 */
export async function record(client: ClientBase, { now, actor, act, place }: RecordInit): Promise<void> {
  const log = await headOf(client, logChain);
  if (place === undefined) {
    await insert(client, [append(log, { at: now(), actor, act })]);
    return;
  }
  if (act.type === 'incident-opened') {
    await client.query(
      `insert into cofferdam.log_head (chain, incident_id, seq, hash) values ($1::text, $1::uuid, 0, $2)`,
      [place.incident, emptyChain(place.incident).hash],
    );
  }
  const incident = await headOf(client, place.incident);
  const { entry, link } = appendToIncident({ incident, log }, { at: now(), actor, act });
  await insert(client, [entry, link], place);
}

// Prepared once for each connection: planning under row-level security takes 1.0 ms and running 0.15, and all writers wait
// for the lock that is held meanwhile.
async function headOf(client: ClientBase, chain: string): Promise<Head> {
  const { rows } = await client.query<{ seq: string; hash: string }>({
    name: 'log-head',
    text: 'select seq, hash from cofferdam.log_head where chain = $1 for update',
    values: [chain],
  });
  const [head] = rows;
  return head === undefined ? emptyChain(chain) : { chain, seq: Number(head.seq), hash: head.hash };
}

const put = `insert into cofferdam.log_entry (chain, seq, incident_id, compartment, entity_id, body, hash)
  values ($1, $2, $3, $4, $5, $6, $7)`;

async function insert(client: ClientBase, entries: readonly Sealed[], place?: EntryPlace): Promise<void> {
  for (const { entry, hash } of entries) {
    const own = entry.chain === logChain ? undefined : place;
    await client.query({
      name: 'log-entry',
      text: put,
      values: [entry.chain, entry.seq, own?.incident, own?.compartment ?? 'facts', own?.entity, canonical(entry), hash],
    });
  }
}
