import type { ClientBase } from 'pg';
import { type BlobStore, type MasterKey, type OpenedBlob, openStored } from '#platform/vault';
import { activeRoster } from './roster-row.ts';

export interface OpenedRoster {
  /** For the run to say which roster it went by. */
  readonly id: string;
  /** CSV; see docs/roster.md. */
  readonly bytes: OpenedBlob;
}

/**
 * The roster in use, opened for a job, in a transaction of the job; undefined where none was loaded. A roster that takes
 * its place later changes nothing for who has opened it. Fails as `openStored` does.
 */
export async function openRoster(
  client: ClientBase,
  { master, store }: { readonly master: MasterKey; readonly store: BlobStore },
): Promise<OpenedRoster | undefined> {
  const active = await activeRoster(client);
  if (active === undefined) return undefined;
  const { id } = active.roster;
  return { id, bytes: await openStored(store, active.keyBy(master), { incident: id, name: active.blob }) };
}
