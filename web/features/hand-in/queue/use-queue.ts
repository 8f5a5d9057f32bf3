import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { openQueue, type Queue, type Shown } from './queue.ts';

/** By incident and person: they live as long as the page, whatever part of it is shown. */
const queues = new Map<string, Queue>();

function queueOf(incident: string, person: string, queries: QueryClient): Queue {
  const key = `${incident} ${person}`;
  const found = queues.get(key);
  if (found !== undefined) return found;
  const made = openQueue(incident, person, () => void queries.invalidateQueries({ queryKey: ['evidence.list'] }));
  queues.set(key, made);
  return made;
}

/** The files that somebody sends to an incident, and how far they are. */
export function useQueue(incident: string, person: string): readonly [Queue, Shown] {
  const queue = queueOf(incident, person, useQueryClient());
  const shown = useSyncExternalStore(queue.subscribe, queue.shown);
  const isUnderWay = shown.files.sending + shown.files.waiting > 0;
  useEffect(() => {
    if (!isUnderWay) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnderWay]);
  return [queue, shown];
}
