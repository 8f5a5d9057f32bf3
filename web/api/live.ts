import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { addressOf } from './call.ts';
import type { OperationId } from './contract.ts';
import { forgetHere, hearHere } from './presence.ts';

/** A stream that was refused is asked for again after this, and twice as long each time: refusals stand in the log. */
const againMilliseconds = 2000;
const mostMilliseconds = 60_000;
/** What comes in this time is asked for once. */
const togetherMilliseconds = 60;
/** Milliseconds between two times that the same answers are asked for anew: a run tells of each piece that it read. */
const atMostEvery = 700;

/** What an event of the stream makes old, by its name. */
const runs: readonly OperationId[] = [
  'runs.list',
  'runs.show',
  'impact.show',
  'dates.show',
  'files.list',
  'findings.list',
  'first-hour.show',
];
const counts: readonly OperationId[] = [
  'impact.show',
  'persons.list',
  'persons.groups',
  'persons.matches',
  'doubts.list',
  'rulings.list',
  'first-hour.show',
];

/** What an act makes old, by how its kind begins. A kind that is not here makes old all that was asked of the incident. */
const acts: readonly (readonly [RegExp, readonly OperationId[]])[] = [
  [/^incident-edited$/, ['incidents.show', 'incidents.list', 'clocks.nearest']],
  [/^(member|admin|lead)-/, ['members.list', 'incidents.show', 'clocks.list', 'clocks.nearest']],
  [/^awareness-/, ['awareness.list', 'clocks.list', 'clocks.nearest', 'first-hour.show']],
  [/^decision-/, ['decisions.list', 'first-hour.show']],
  [/^(persons?-(revealed|exported)|report-exported|access-refused|nothing-found)$/, []],
  [
    /^(evidence|custody|upload)/,
    ['evidence.list', 'evidence.show', 'impact.show', 'dates.show', 'runs.list', 'first-hour.show'],
  ],
  [/^rule-turned-/, ['rules-off.list']],
  [/^persons-rul/, ['doubts.list', 'rulings.list']],
  [/^(run|inspection)/, runs],
];

/** Told by all of them: the log itself, and what waits for somebody. */
const always: readonly OperationId[] = ['log.list', 'log.head', 'desk.show'];

/**
 * While something of an incident is shown, what others and jobs change in it is asked for anew as it happens. One stream
 * for each page, which browsers allow six of at once: a page that nobody looks at lets go of its own, and asks for all
 * of the incident when it is looked at again.
 *
 * @param isThere false where the incident is none for whoever looks at it
 */
export function useLive(incident: string, isThere: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isThere) return undefined;
    const old = makeOld(queries, incident);
    let stream: EventSource | undefined;
    let timer = 0;
    let wasOpen = false;
    let wait = againMilliseconds;
    let failures = 0;
    const open = (): void => {
      const [, address] = addressOf('impact.watch', { params: { incident } });
      stream = new EventSource(address);
      stream.addEventListener('open', () => {
        // What changed while nobody listened is not told afterwards.
        if (wasOpen) old.all();
        wasOpen = true;
        wait = againMilliseconds;
        failures = 0;
      });
      stream.addEventListener('run', () => old.of(runs));
      stream.addEventListener('count', () => old.of(counts));
      stream.addEventListener('changed', ({ data }: MessageEvent<string>) => {
        for (const kind of kindsIn(data)) old.by(kind);
      });
      stream.addEventListener('here', ({ data }: MessageEvent<string>) => hearHere(incident, data));
      stream.addEventListener('error', () => {
        failures += 1;
        // A stream ends every five minutes, and another is there soon: nobody has gone by that.
        if (failures > 1 || stream?.readyState === EventSource.CLOSED) forgetHere(incident);
        // The browser tries again by itself, but not after an answer that is no stream.
        if (stream?.readyState !== EventSource.CLOSED) return;
        old.all();
        timer = window.setTimeout(open, wait);
        wait = Math.min(2 * wait, mostMilliseconds);
      });
    };
    const close = (): void => {
      window.clearTimeout(timer);
      stream?.close();
      stream = undefined;
      forgetHere(incident);
    };
    const look = (): void => {
      if (document.visibilityState === 'hidden') close();
      else if (stream === undefined) open();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      close();
      old.stop();
    };
  }, [incident, isThere, queries]);
}

interface Old {
  of(ids: readonly OperationId[]): void;
  by(kind: string): void;
  all(): void;
  stop(): void;
}

/** Gathers what is old and asks for it: the first soon, what comes right after it together, later. */
function makeOld(queries: QueryClient, incident: string): Old {
  const waiting = new Set<OperationId>();
  let isAll = false;
  let timer = 0;
  let last = -atMostEvery;
  const act = (): void => {
    timer = 0;
    last = performance.now();
    const [ids, all] = [new Set([...waiting, ...always]), isAll];
    waiting.clear();
    isAll = false;
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => {
        const [id] = queryKey;
        const of = incidentIn(queryKey);
        if (all && of === incident) return true;
        const isOld = ids.has(id as OperationId) || (ids.has('runs.list') && isBySearched(queryKey));
        return isOld && (of === undefined || of === incident);
      },
    });
  };
  const later = (): void => {
    if (timer === 0)
      timer = window.setTimeout(act, Math.max(togetherMilliseconds, atMostEvery - (performance.now() - last)));
  };
  return {
    of(ids) {
      for (const id of ids) waiting.add(id);
      later();
    },
    by(kind) {
      const known = acts.find(([begin]) => begin.test(kind));
      if (known === undefined) isAll = true;
      for (const id of known?.[1] ?? []) waiting.add(id);
      later();
    },
    all() {
      isAll = true;
      later();
    },
    stop: () => window.clearTimeout(timer),
  };
}

/** Of the incident that a question is about. */
function incidentIn(key: readonly unknown[]): string | undefined {
  const given = key.at(-1) as { readonly params?: { readonly incident?: string } } | undefined;
  return given?.params?.incident;
}

/** Evidence by how much of it was searched: an inspection takes items out of such a list, and puts others in. */
function isBySearched(key: readonly unknown[]): boolean {
  const given = key.at(-1) as { readonly query?: { readonly searched?: string } } | undefined;
  return key[0] === 'evidence.list' && given?.query?.searched !== undefined;
}

function kindsIn(data: string): readonly string[] {
  const { kinds } = JSON.parse(data) as { readonly kinds?: unknown };
  return Array.isArray(kinds) ? kinds.map(String) : [];
}
