import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type LongPage, pageOf, readCursor, withTotal } from '#platform/operation';
import type { Desk } from '../desk.ts';
import { id } from '../fields.ts';
import type { Incident, ListIncidents } from './contract.ts';
import { type IncidentRow, incidentColumns, incidentOf } from './row.ts';

/** What the list is sorted by: when an incident was opened, to the microsecond, and its id. */
const cursor = z.tuple([z.iso.datetime({ precision: 6 }), id]);

/**
 * The incidents that the one who asks is a member of, newest first. An incident that is opened while somebody pages comes
 * before all pages, and moves none.
 *
 * At 10,000 incidents of 200 persons, 250 of them one's own: 2.2 ms (7.6 ms before 0005-organisation.sql); 8.5 ms (17 ms) for
 * somebody who is a member of all; 2 cores in use by others.
 */
export function list(desk: Desk, asker: Asker, input: ListIncidents): Promise<LongPage<Incident>> {
  const after = readCursor(input.cursor, cursor);
  return transact(desk.pool, asker, async (client) => {
    const filters = [
      input.phase,
      input.severity,
      input.title === undefined ? undefined : `%${input.title.replaceAll(/[\\%_]/g, '\\$&')}%`,
      input.openedFrom,
      input.openedBefore,
    ];
    const { rows } = await client.query<IncidentRow & { opened_key: string }>(listSql(after !== undefined), [
      ...filters,
      input.limit + 1,
      input.skip ?? 0,
      ...(after ?? []),
    ]);
    const found = pageOf(rows, input.limit, (row) => [row.opened_key, row.id], incidentOf);
    return withTotal(found, input, () => client.query(`select count(*) as total ${fitting}`, filters));
  });
}

const fitting = `
  from cofferdam.incident
  where ($1::cofferdam.phase is null or phase = $1)
    and ($2::cofferdam.severity is null or severity = $2)
    and ($3::text is null or title ilike $3)
    and ($4::timestamptz is null or opened_at >= $4)
    and ($5::timestamptz is null or opened_at < $5)`;

/** With a condition for the page alone where there is one: without it the index gives the first page. */
export const listSql = (pages: boolean): string => `
  select ${incidentColumns},
    to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as opened_key
  ${fitting}
    ${pages ? 'and (opened_at, id) < ($8::timestamptz, $9::uuid)' : ''}
  order by opened_at desc, id desc
  limit $6 offset $7`;
