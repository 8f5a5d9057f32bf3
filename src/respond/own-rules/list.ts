import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import type { OwnRule } from './contract.ts';
import { loadOwnRules } from './row.ts';

/** The rules that the organisation wrote, each in its last version, in the order in which they were first written. */
export function list(desk: Desk, asker: Asker): Promise<OwnRule[]> {
  return transact(desk.pool, asker, (client) => loadOwnRules(client));
}
