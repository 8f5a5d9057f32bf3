import { randomUUID } from 'node:crypto';
import type { Asker } from '#platform/db';
import { record, transact } from '#platform/db';
import type { TestDesk } from '../../../respond/testing/desk.ts';

export const asked = ({ people }: TestDesk, name: keyof TestDesk['people']): Asker => ({ person: people[name] });

/** `count` acts of the lead in an incident, one in four of them for counsel. */
export async function work({ desk, people }: TestDesk, incident: string, count: number): Promise<void> {
  await transact(desk.pool, { person: people.lead }, async (client) => {
    for (let done = 0; done < count; done += 1) {
      await record(client, {
        now: desk.now,
        actor: { kind: 'person', id: people.lead },
        act: { type: 'person-revealed', person: randomUUID(), reason: '0'.repeat(64) },
        place: { incident, compartment: done % 4 === 3 ? 'counsel' : 'facts' },
      });
    }
  });
}
