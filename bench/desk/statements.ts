import type { Pool, PoolClient } from 'pg';
import { quantile } from './measure.ts';

/** As `authorise` asks: the membership in one incident, which shows the colleagues there. */
const authorised = `select role, compartments::text[], entities,
    set_config('cofferdam.colleagues_of', incident_id::text, true)
  from cofferdam.own_membership where incident_id = $1`;
/** Tried before: colleagues in all incidents of the person, listed at the beginning of each request. */
const listed = `select set_config('bench.incidents', coalesce(array_agg(incident_id), '{}')::text, true)
  from cofferdam.own_membership`;

/** Milliseconds, p50, of what comes before the first statement of a use case, and of what was tried in its place. */
export async function costOfAsking(
  pool: Pool,
  person: string,
  incident: string,
): Promise<Readonly<Record<string, number>>> {
  const ways: Readonly<Record<string, (client: PoolClient) => Promise<unknown>>> = {
    'begin, who asks, commit': async () => undefined,
    '… and the membership in one incident (as it is)': (client) => client.query(authorised, [incident]),
    '… and all incidents of the person (tried before)': (client) => client.query(listed),
  };
  const times = new Map<string, number[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < 150; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const client = await pool.connect();
      const start = performance.now();
      try {
        await client.query('begin');
        await client.query(`select set_config('cofferdam.person', $1, true)`, [person]);
        await way(client);
        await client.query('commit');
      } finally {
        client.release();
      }
      times.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries([...times].map(([name, list]) => [name, quantile(list, 0.5)]));
}
