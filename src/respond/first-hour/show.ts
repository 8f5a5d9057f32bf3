import { type Asker, transact } from '#platform/db';
import { authorise } from '../authorise.ts';
import type { Desk } from '../desk.ts';
import { loadContacts } from '../organisation/contact-row.ts';
import type { FirstHour } from './contract.ts';
import { loadFacts } from './facts.ts';
import { avoid, preserve } from './lists.ts';
import { flowing, isNew, ours, real } from './questions.ts';

/** What counts in the first hour, from what the one who asks may see. */
export function show(desk: Desk, asker: Asker, incident: string): Promise<FirstHour> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident);
    const facts = await loadFacts(client, incident);
    return {
      at: new Date(desk.now()).toISOString(),
      real: real(facts),
      ours: ours(facts),
      isNew: isNew(facts),
      flowing: flowing(facts),
      credentials: [...facts.credentials],
      mailAtRisk: facts.credentials.length > 0,
      contacts: await loadContacts(client),
      preserve,
      avoid,
    };
  });
}
