import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import { authoriseAdmin } from './authorise-admin.ts';
import { type CheckRoster, readRoster } from './read-roster.ts';
import type { RosterPreview } from './roster-contract.ts';

export interface RosterInput {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly check: CheckRoster;
}

/** What would be understood of a roster. Nothing is kept of it. `role-lacking`, `roster-invalid`, `request-too-large`. */
export async function previewRoster(desk: Desk, asker: Asker, { bytes, check }: RosterInput): Promise<RosterPreview> {
  await transact(desk.pool, asker, authoriseAdmin);
  return readRoster(bytes, check);
}
