import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { rights } from '../../rights.ts';
import type { Member } from './contract.ts';
import { loadMembers } from './row.ts';

/** Who works on the incident, in the order in which they came; those whose time is over stand there until removed. */
export function list(desk: Desk, asker: Asker, incident: string): Promise<{ members: Member[] }> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, rights['members.list']);
    return { members: await loadMembers(client, incident) };
  });
}
