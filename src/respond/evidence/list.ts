import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import type { Item, searched } from './contract.ts';
import { runOfItem, searchedSql } from '../impact/read/searched.ts';
import { itemOf, type ItemRow, itemRows } from './rows.ts';

export interface Listing {
  readonly incident: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly state?: Item['state'] | undefined;
  readonly how?: Item['how'] | undefined;
  /** Ids of persons: who handed it in, and who answers for it now. */
  readonly by?: string | undefined;
  readonly custodian?: string | undefined;
  readonly searched?: z.infer<typeof searched> | undefined;
}

const cursorForm = z.tuple([z.iso.datetime(), z.uuid()]);

/** As the impact counts the items: who comes from a figure there finds as many. */
const searchedOf = `select ${searchedSql} from (select s.likeness) l ${runOfItem}`;

/** What was handed in, the newest first, and of it what the asker may see; names are masked. */
export function listItems(
  desk: Desk,
  asker: Asker,
  { incident, limit, cursor, state, how, by, custodian, ...asked }: Listing,
): Promise<Page<Item>> {
  const [at, id] = readCursor(cursor, cursorForm) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const key = await incidentKey(client, desk.master, incident);
    const { rows } = await client.query<ItemRow>(
      `${itemRows}
       where e.incident_id = $1 and ($2::text is null or e.state = $2) and ($6::text is null or e.how = $6)
         and ($7::uuid is null or e.handed_in_by = $7) and ($8::uuid is null or e.custodian = $8)
         and ($9::text is null or $9 = (${searchedOf}))
         and ($3::timestamptz is null or (e.handed_in_at, e.id) < ($3, $4::uuid))
       order by e.handed_in_at desc, e.id desc limit $5`,
      [incident, state, at, id, limit + 1, how, by, custodian, asked.searched],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.handed_in_at.toISOString(), row.id],
      (row) => itemOf(key, row),
    );
  });
}
