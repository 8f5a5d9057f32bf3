import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import { incidentOf } from '../incidents/row.ts';
import { type ClockOf, deskClocks } from './clocks.ts';
import type { ShownDesk, Waiting } from './contract.ts';
import { waitingEvidence } from './evidence.ts';
import { countOwn, newestOwn } from './own.ts';

const atAGlance = 12;
const mostOfAKind = 50;

/**
 * What waits for the one who asks, over all his incidents, as far as he may see it: nothing of it is stored, all follows
 * from what is there. The most urgent comes first.
 */
export function show(desk: Desk, asker: Asker, clocksOf: ClockOf): Promise<ShownDesk> {
  return transact(desk.pool, asker, async (client) => {
    const now = desk.now();
    const { waiting: clocks, due } = await deskClocks(client, clocksOf, { now, most: mostOfAKind });
    const evidence = await waitingEvidence(client, asker.person, now);
    const newest = await newestOwn(client, atAGlance);
    return {
      waiting: byUrgency([...clocks, ...evidence]),
      incidents: newest.map((row) => {
        const { id, title, codeName, severity, phase, openedAt } = incidentOf(row);
        return { id, title, codeName, severity, phase, openedAt, role: row.role, due: due.get(id) ?? null };
      }),
      total: await countOwn(client),
    };
  });
}

const ranks: Readonly<Record<Waiting['kind'], number>> = {
  clock: 0,
  'awareness-missing': 1,
  'password-needed': 2,
  'inspection-failed': 3,
  'upload-unfinished': 4,
  'custody-handed': 5,
};

/** A clock that runs for days yet waits behind what nobody has looked at; one that is over or nearly so before all. */
function rankOf(one: Waiting): number {
  return one.kind === 'clock' && one.state === 'running' ? 1.5 : ranks[one.kind];
}

function byUrgency(all: readonly Waiting[]): Waiting[] {
  const counts = new Map<string, number>();
  return all
    .map((one) => ({ one, rank: rankOf(one), at: one.kind === 'clock' ? one.due : one.since }))
    .sort((a, b) => a.rank - b.rank || a.at.localeCompare(b.at))
    .map(({ one }) => one)
    .filter(({ kind }) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return count <= mostOfAKind;
    });
}
