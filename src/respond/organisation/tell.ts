import type { ClientBase } from 'pg';
import { actorOf, type Asker, record } from '#platform/db';
import type { Desk } from '../desk.ts';

export interface Change {
  readonly what: 'organisation' | 'legal-entity' | 'contact';
  readonly id: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** Puts a change of the organisation into the log; last in its transaction. */
export function tell(client: ClientBase, { now }: Desk, asker: Asker, change: Change): Promise<void> {
  return record(client, { now, actor: actorOf(asker), act: { type: 'organisation-changed', ...change } });
}
