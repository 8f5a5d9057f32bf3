import { type Asker, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { readRuns, runOf, type RunRow, seenRuns } from '../runs/row.ts';
import type { Change } from '../tell.ts';
import { kindsSince } from './entries.ts';
import type { Listener } from './listen.ts';

export interface Watching {
  readonly incident: string;
  /** Aborted when the one who watches has gone. */
  readonly signal: AbortSignal;
  /** Whether that by which he signed in still counts; asked with every look and before every event. */
  mayGoOn(): Promise<boolean>;
  /** Milliseconds between two looks at whether he may still watch. @default 15 s */
  readonly lookAfter?: number;
  /** Milliseconds after which he has to ask again, as whoever he is then. @default 5 minutes */
  readonly endAfter?: number;
}

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
 */
export async function* watch(desk: Desk, listener: Listener, asker: Asker, watching: Watching): AsyncGenerator<string> {
  const { incident, signal, mayGoOn, lookAfter = 15_000, endAfter = 300_000 } = watching;
  await transact(desk.pool, asker, (client) => authorise(client, incident));
  const changed = new Map<string, Change>();
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
          if (!(await mayGoOn()) || !(await mayWatch(desk, asker, incident))) return;
          yield silence;
        }
        continue;
      }
      const next = changed.entries().next().value;
      if (next === undefined) continue;
      const [key, change] = next;
      changed.delete(key);
      if (!(await mayGoOn())) return;
      const event = await eventOf(desk, asker, change);
      if (event === 'ended') return;
      if (event !== 'hidden') yield event;
    }
  } finally {
    signal.removeEventListener('abort', onGone);
    await stop();
  }
}

async function mayWatch(desk: Desk, asker: Asker, incident: string): Promise<boolean> {
  const { rowCount } = await transact(desk.pool, asker, (client) =>
    client.query('select from cofferdam.own_membership where incident_id = $1', [incident]),
  );
  return rowCount !== 0;
}

/** `hidden`: what changed is not for him to see. `ended`: nothing of the incident is any more. */
function eventOf(desk: Desk, asker: Asker, { incident, what, id }: Change): Promise<string> {
  return transact(desk.pool, asker, async (client) => {
    const member = await client.query('select from cofferdam.own_membership where incident_id = $1', [incident]);
    if (member.rowCount === 0) return 'ended';
    if (what === 'log') {
      const kinds = await kindsSince(client, incident, Number(id));
      return kinds.length === 0 ? 'hidden' : written('changed', { kinds });
    }
    if (what === 'count') {
      const { rows } = await client.query<{ id: string; version: number }>(
        'select id, version from cofferdam.subject_count where incident_id = $1',
        [incident],
      );
      return rows.length === 0 ? 'hidden' : written('count', { counts: rows });
    }
    const { rows } = await client.query<RunRow>(seenRuns(`${readRuns} where id = $1 and incident_id = $2`), [
      id,
      incident,
    ]);
    const [row] = rows;
    return row === undefined ? 'hidden' : written('run', runOf(row));
  });
}

/** JSON has no line ends of its own, so that nothing in it can begin another event. */
const written = (event: string, data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
