import type { Pool } from 'pg';
import { transactJob } from '#platform/db';
import type { BlobStore, MasterKey } from '#platform/vault';
import { organisation } from '#respond';

interface RosterFor {
  readonly master: MasterKey;
  readonly store: BlobStore;
  /** That of the job which reads it: others see no roster. */
  readonly incident: string;
}

/**
 * The roster in use as a job of an incident reads it, CSV; undefined where none was loaded.
 *
 * @param worker connections of the workers' role
 */
export async function rosterFor(
  worker: Pool,
  { incident, ...parts }: RosterFor,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const opened = await transactJob(worker, { incident }, (client) => organisation.openRoster(client, parts));
  return opened?.bytes.stream();
}
