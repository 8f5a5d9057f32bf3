import { randomUUID } from 'node:crypto';
import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { codeOf, fail } from '#platform/errors';
import { createDataKey, openStored, putSealed, type Stored, type WrappedKey } from '#platform/vault';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import type { RosterInput } from './preview-roster.ts';
import { bounded, readRoster } from './read-roster.ts';
import { activeRoster } from './roster-row.ts';
import type { Roster, RosterPreview } from './roster-contract.ts';

/**
 * Seals a roster with a key of its own and puts it in the place of the one in use, which stays in the vault for the runs
 * that went by it. What is checked is what was sealed, read back. Of a roster that is refused nothing stays; one that was
 * sealed when the machine stopped has no row, and no key.
 *
 * `role-lacking`, `roster-invalid`, `request-too-large`, and the errors of the vault.
 */
export async function loadRoster(desk: Desk, asker: Asker, { bytes, check }: RosterInput): Promise<Roster> {
  // Before anything is written; the transaction that keeps it asks again.
  await transact(desk.pool, asker, authoriseAdmin);
  const id = randomUUID();
  const { key, wrapped } = createDataKey(desk.master, id);
  const stored = await putSealed(desk.store, key, bounded(bytes));
  const undo = async (error: unknown): Promise<never> => {
    await desk.store.remove(stored.place);
    throw error;
  };
  const opened = await openStored(desk.store, key, stored.place);
  const understood = await readRoster(opened.stream(), check).catch(undo);
  // Where the database failed, the row may be there: a blob without a row does no harm, a row without its blob does.
  return keep(desk, asker, { id, wrapped, stored, understood }).catch((error: unknown) =>
    codeOf(error) === 'internal' ? Promise.reject(error) : undo(error),
  );
}

interface Checked {
  readonly id: string;
  readonly wrapped: WrappedKey;
  readonly stored: Stored;
  readonly understood: RosterPreview;
}

function keep(desk: Desk, asker: Asker, { id, wrapped, stored, understood }: Checked): Promise<Roster> {
  const { rows, size, columns } = understood;
  return transact(desk.pool, asker, async (client) => {
    await authoriseAdmin(client);
    await client.query('update cofferdam.roster set active = false where active');
    await client.query(
      `insert into cofferdam.roster (id, loaded_at, loaded_by, rows, size, columns, blob, master_key, box, active)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, true)`,
      [
        id,
        new Date(desk.now()),
        asker.person,
        rows,
        size,
        columns,
        stored.place.name,
        wrapped.masterKey,
        Buffer.from(wrapped.box),
      ],
    );
    const loaded = (await activeRoster(client)) ?? fail('internal', 'a roster that was not kept');
    const content = await logText(client, Buffer.from(stored.sha256).toString('hex'));
    const act = { type: 'roster-loaded', roster: id, rows, content } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act });
    return loaded.roster;
  });
}
