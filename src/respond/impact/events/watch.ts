import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import type { Rooms, Seat } from '../../presence/rooms.ts';
import type { Change } from '../tell.ts';
import { eventOf } from './event.ts';
import type { Listener } from './listen.ts';

export interface Watching {
  readonly incident: string;
  /** Aborted when the one who watches has gone. */
  readonly signal: AbortSignal;
  /** Whether that by which he signed in still counts; asked with every look and before every event. */
  mayGoOn(): Promise<boolean>;
  /** Where the others see him, and he them; left out for who is no person at a page, but a key. */
  readonly presence?: { readonly rooms: Rooms; readonly session: string } | undefined;
  /** Milliseconds between two looks at whether he may still watch. @default 15 s */
  readonly lookAfter?: number;
  /** Milliseconds after which he has to ask again, as whoever he is then. @default 5 minutes */
  readonly endAfter?: number;
}

/** That others came or went; who is there is looked up when it is told. */
const here = { what: 'here' } as const;
const retry = 'retry: 2000\n\n';
/** Keeps proxies from ending a silent connection. */
const silence = ': \n\n';

/**
 * Server-sent events of an incident, until the one who watches goes or may not watch any more: what the database tells
 * holds ids alone, and what they lead to is read anew for each event as the one who watches. Where he has been taken out
 * of the incident, or his session or key has ended, the next event, or the next look, finds it, and the stream ends.
 *
 * Changes of one thing that come while another is sent are sent once: a slow reader gets fewer, and always the newest. Entries
 * of the log that wait are one thing, told by the first of them: all that came since is read with it.
 *
 * Who else has the incident open is told with the first event, and when somebody comes, goes or moves within it.
 */
export async function* watch(desk: Desk, listener: Listener, asker: Asker, watching: Watching): AsyncGenerator<string> {
  const { incident, signal, mayGoOn, presence, lookAfter = 15_000, endAfter = 300_000 } = watching;
  const membership = await transact(desk.pool, asker, (client) => authorise(client, incident));
  const changed = new Map<string, Change | typeof here>();
  const lost = new AbortController();
  let wake: () => void = () => undefined;
  const stop = await listener.listen(
    (change) => {
      if (change.incident !== incident) return;
      const key = change.what === 'log' ? 'log' : `${change.what} ${change.id}`;
      if (change.what !== 'log' || !changed.has(key)) changed.set(key, change);
      wake();
    },
    () => {
      lost.abort();
      wake();
    },
  );
  const onGone = (): void => wake();
  signal.addEventListener('abort', onGone);
  const end = performance.now() + endAfter;
  const onChange = (): void => {
    changed.set('here', here);
    wake();
  };
  const { person } = asker;
  const seat = presence?.rooms.enter({ incident, person, session: presence.session, membership, onChange });
  let isBarred = false;
  try {
    yield retry;
    while (!signal.aborted && !lost.signal.aborted && performance.now() < end) {
      if (changed.size === 0) {
        const isNews = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), lookAfter);
          wake = () => {
            clearTimeout(timer);
            resolve(true);
          };
        });
        if (!isNews) {
          isBarred = !(await mayGoOn()) || !(await mayWatch(desk, asker, incident));
          if (isBarred) return;
          yield silence;
        }
        continue;
      }
      const next = changed.entries().next().value;
      if (next === undefined) continue;
      const [key, change] = next;
      changed.delete(key);
      const event = (await mayGoOn()) ? await eventOf(desk, asker, { incident, change, seat }) : 'ended';
      isBarred = event === 'ended';
      if (isBarred) return;
      if (event !== 'hidden') yield event;
    }
  } finally {
    leave(seat, isBarred);
    signal.removeEventListener('abort', onGone);
    await stop();
  }
}

function leave(seat: Seat | undefined, isBarred: boolean): void {
  if (isBarred) seat?.bar();
  else seat?.leave();
}

async function mayWatch(desk: Desk, asker: Asker, incident: string): Promise<boolean> {
  const { rowCount } = await transact(desk.pool, asker, (client) =>
    client.query('select from cofferdam.own_membership where incident_id = $1', [incident]),
  );
  return rowCount !== 0;
}
