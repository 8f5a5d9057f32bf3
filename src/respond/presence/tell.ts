import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import type { TellPresence } from './contract.ts';
import type { Rooms } from './rooms.ts';

export interface Told extends TellPresence {
  readonly incident: string;
  /** Id of the session. */
  readonly session: string;
}

/** Says where a member is. Nothing of it is in the log: it is no act, and is forgotten with the stream. */
export async function tell(desk: Desk, rooms: Rooms, asker: Asker, told: Told): Promise<{ isOpen: boolean }> {
  await transact(desk.pool, asker, (client) => authorise(client, told.incident));
  return { isOpen: rooms.tell(told) };
}
