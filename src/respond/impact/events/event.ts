import type { ClientBase } from 'pg';
import { type Asker, transact } from '#platform/db';
import type { Membership } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { Here } from '../../presence/contract.ts';
import type { Seat } from '../../presence/rooms.ts';
import { readRuns, runOf, type RunRow, seenRuns } from '../runs/row.ts';
import type { Change } from '../tell.ts';
import { kindsSince } from './entries.ts';

interface Telling {
  readonly incident: string;
  readonly change: Change | { readonly what: 'here' };
  readonly seat: Seat | undefined;
}

/** `hidden`: what changed is not for him to see. `ended`: nothing of the incident is any more. */
export function eventOf(desk: Desk, asker: Asker, { incident, change, seat }: Telling): Promise<string> {
  return transact(desk.pool, asker, async (client) => {
    const membership = await membershipIn(client, incident);
    if (membership === undefined) return 'ended';
    // A lead may have changed it: then he may know more or less of the others, and they of him.
    seat?.allow(membership);
    switch (change.what) {
      case 'here':
        return seat === undefined
          ? 'hidden'
          : written('here', { stream: seat.id, people: seat.others() } satisfies Here);
      case 'log': {
        const kinds = await kindsSince(client, incident, Number(change.id));
        return kinds.length === 0 ? 'hidden' : written('changed', { kinds });
      }
      case 'count':
        return countEvent(client, incident);
      case 'run':
        return runEvent(client, incident, change.id);
    }
  });
}

async function membershipIn(client: ClientBase, incident: string): Promise<Membership | undefined> {
  const { rows } = await client.query<Omit<Membership, 'entities'> & { readonly entities: string[] | null }>(
    'select role, compartments::text[], entities from cofferdam.own_membership where incident_id = $1',
    [incident],
  );
  const [own] = rows;
  return own === undefined ? undefined : { ...own, entities: own.entities ?? undefined };
}

async function countEvent(client: ClientBase, incident: string): Promise<string> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'select id, version from cofferdam.subject_count where incident_id = $1',
    [incident],
  );
  return rows.length === 0 ? 'hidden' : written('count', { counts: rows });
}

async function runEvent(client: ClientBase, incident: string, id: string): Promise<string> {
  const { rows } = await client.query<RunRow>(seenRuns(`${readRuns} where id = $1 and incident_id = $2`), [
    id,
    incident,
  ]);
  const [row] = rows;
  return row === undefined ? 'hidden' : written('run', runOf(row));
}

/** JSON has no line ends of its own, so that nothing in it can begin another event. */
const written = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
