import type { Pool } from 'pg';
import type { BlobStore, MasterKey } from '#platform/vault';

/** What the use cases of the desk work with, built once where the server starts. */
export interface Desk {
  /** Connections below row-level security. */
  readonly pool: Pool;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  readonly master: MasterKey;
  readonly store: BlobStore;
}
