import type { ClientBase } from 'pg';

/** The channel on which the database tells all servers that something changed. */
export const channel = 'cofferdam_impact';

/**
 * What changed in an incident: ids alone, since whoever may log in to the database can listen. Who gets to see what it
 * leads to is decided when it is read.
 */
export interface Change {
  readonly incident: string;
  /** `log`: the log has another entry, as a trigger of 0013-desk-live.sql tells. */
  readonly what: 'run' | 'count' | 'log';
  /** Of the run; for a count that of the incident; for the log the number of the entry in its chain. */
  readonly id: string;
}

/** Tells it to all who listen, when the transaction is committed. */
export async function tell(client: ClientBase, { incident, what, id }: Change): Promise<void> {
  await client.query('select pg_notify($1, $2)', [channel, `${what} ${incident} ${id}`]);
}

const form = /^(?:(run|count) ([0-9a-f-]{36}) ([0-9a-f-]{36})|log ([0-9a-f-]{36}) ([1-9][0-9]{0,14}))$/;

/** Undefined for what is none of ours: anybody in the database can write to a channel. */
export function heard(payload: string | undefined): Change | undefined {
  const [, what, incident, id, logOf, number] = form.exec(payload ?? '') ?? [];
  if (logOf !== undefined && number !== undefined) return { what: 'log', incident: logOf, id: number };
  if (what === undefined || incident === undefined || id === undefined) return undefined;
  return { what: what === 'run' ? 'run' : 'count', incident, id };
}
