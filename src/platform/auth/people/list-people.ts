import { z } from 'zod';
import { type Asker, transact } from '../../db/index.ts';
import { type LongAsked, type LongPage, pageOf, readCursor, withTotal } from '../../operation/index.ts';
import type { Identity, InstallationRole } from '../identity.ts';

export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly installationRole: InstallationRole;
  readonly state: 'invited' | 'joined' | 'disabled';
  /** Why he was disabled; null where he was not, or the one who asks is neither admin nor auditor. */
  readonly reason: string | null;
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly installation_role: InstallationRole;
  readonly state: ListedPerson['state'];
  readonly reason: string | null;
}

const cursorKey = z.tuple([z.string(), z.uuid()]);

export interface ListPeople extends LongAsked {
  readonly limit: number;
}

/** The people of the installation, by name: colleagues are known to all who work here, what they work on is not. */
export async function listPeople(
  { pool }: Identity,
  asker: Asker,
  { limit, cursor, skip, total }: ListPeople,
): Promise<LongPage<ListedPerson>> {
  const [after, afterId] = readCursor(cursor, cursorKey) ?? [];
  return transact(pool, asker, async (client) => {
    const { rows } = await client.query<PersonRow>(
      `select p.id, p.name, p.mail, p.installation_role, d.reason,
         case when p.disabled_at is not null then 'disabled' when j.at is null then 'invited' else 'joined' end as state
       from cofferdam.person p left join cofferdam.joining j on j.person_id = p.id
         left join cofferdam.disabling d on d.person_id = p.id
       where $1::text is null or (p.name::text, p.id) > ($1, $2::uuid)
       order by p.name::text, p.id limit $3 offset $4`,
      [after, afterId, limit + 1, skip ?? 0],
    );
    const found = pageOf(
      rows,
      limit,
      (row) => [row.name, row.id],
      ({ installation_role: installationRole, ...person }) => ({ ...person, installationRole }),
    );
    return withTotal(found, { skip, cursor, total }, () =>
      client.query('select count(*) as total from cofferdam.person'),
    );
  });
}
