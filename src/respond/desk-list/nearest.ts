import { type Asker, transact } from '#platform/db';
import type { Desk } from '../desk.ts';
import { type ClockOf, deskClocks } from './clocks.ts';
import type { NearestClock } from './contract.ts';

/** The clock that runs out first, for the bar above every page: asked far more often than all that waits. */
export function nearest(desk: Desk, asker: Asker, clocksOf: ClockOf): Promise<NearestClock> {
  return transact(desk.pool, asker, async (client) => {
    // Where nobody was aware yet no clock runs: none of those is looked at.
    const { waiting } = await deskClocks(client, clocksOf, { now: desk.now(), most: 0 });
    const clocks = waiting.flatMap((one) => (one.kind === 'clock' ? [one] : []));
    const [first] = clocks.toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due));
    if (first === undefined) return { clock: null, running: 0 };
    const { kind: _, ...clock } = first;
    return { clock, running: clocks.length };
  });
}
