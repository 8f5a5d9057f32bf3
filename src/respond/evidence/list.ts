import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type LongAsked, type LongPage, pageOf, readCursor, withTotal } from '#platform/operation';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { incidentKey } from '../incident-key.ts';
import type { Item, searched } from './contract.ts';
import { runOfItem, searchedSql } from '../impact/read/searched.ts';
import { itemOf, type ItemRow, itemRows, itemSources } from './rows.ts';

export interface Listing extends LongAsked {
  readonly incident: string;
  readonly limit: number;
  readonly state?: Item['state'] | undefined;
  readonly how?: Item['how'] | undefined;
  /** Ids of persons: who handed it in, and who answers for it now. */
  readonly by?: string | undefined;
  readonly custodian?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  readonly searched?: z.infer<typeof searched> | undefined;
}

const cursorForm = z.tuple([z.iso.datetime(), z.uuid()]);

/** As the impact counts the items: who comes from a figure there finds as many. */
const searchedOf = `select ${searchedSql} from (select s.likeness) l ${runOfItem}`;

/** `$6` is how much was searched; what tells that is joined where somebody asks for it alone. */
const fittingOf = (bySearched: boolean): string => `
  where e.incident_id = $1 and ($2::text is null or e.state = $2) and ($3::text is null or e.how = $3)
    and ($4::uuid is null or e.handed_in_by = $4) and ($5::uuid is null or e.custodian = $5)
    and ${bySearched ? `$6::text = (${searchedOf})` : '$6::text is null'} and ($7::uuid[] is null or e.id = any ($7))`;

/** What was handed in, the newest first, and of it what the asker may see; names are masked. */
export function listItems(
  desk: Desk,
  asker: Asker,
  { incident, limit, cursor, skip, state, how, by, custodian, total, ...asked }: Listing,
): Promise<LongPage<Item>> {
  const [at, id] = readCursor(cursor, cursorForm) ?? [];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const key = await incidentKey(client, desk.master, incident);
    const sources = asked.searched === undefined ? 'from cofferdam.evidence_item e' : itemSources;
    const fitting = fittingOf(asked.searched !== undefined);
    const filters = [incident, state, how, by, custodian, asked.searched, asked.ids];
    const { rows } = await client.query<ItemRow>(
      `${itemRows}
       where e.id in (
         select e.id ${sources} ${fitting} and ($8::timestamptz is null or (e.handed_in_at, e.id) < ($8, $9::uuid))
         order by e.handed_in_at desc, e.id desc limit $10 offset $11
       )
       order by e.handed_in_at desc, e.id desc`,
      [...filters, at, id, limit + 1, skip ?? 0],
    );
    const found = pageOf(
      rows,
      limit,
      (row) => [row.handed_in_at.toISOString(), row.id],
      (row) => itemOf(key, row),
    );
    return withTotal(found, { skip, cursor, total }, () =>
      client.query(`select count(*) as total ${sources} ${fitting}`, filters),
    );
  });
}
