import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import { incidentKey } from '../incident-key.ts';
import type { Desk } from '../desk.ts';
import { loadContacts } from '../organisation/contact-row.ts';
import type { FirstHour } from './contract.ts';
import { loadDated } from './dated.ts';
import { loadFacts } from './facts.ts';
import { isNew } from './is-new.ts';
import { avoid, preserve } from './lists.ts';
import { flowing, ours, real } from './questions.ts';

/** What counts in the first hour, from what the one who asks may see. */
export function show(desk: Desk, asker: Asker, incident: string): Promise<FirstHour> {
  const now = desk.now();
  return transact(desk.pool, asker, async (client) => {
    const { role } = await authorise(client, incident);
    const facts = await loadFacts(client, incident, now);
    const key = await incidentKey(client, desk.master, incident);
    return {
      at: new Date(now).toISOString(),
      real: real(facts),
      ours: ours(facts),
      isNew: isNew(facts),
      flowing: flowing(facts),
      dated: await loadDated(client, key, { incident, role }, facts),
      credentials: [...facts.credentials],
      mailAtRisk: facts.credentials.length > 0,
      contacts: await loadContacts(client),
      preserve,
      avoid,
    };
  });
}
