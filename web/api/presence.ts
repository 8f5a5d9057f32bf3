import { useSyncExternalStore } from 'react';
import type { Here } from '../../src/respond/presence/contract.ts';

export type { Place, Present } from '../../src/respond/presence/contract.ts';

/** Who else has the incident open that this page shows, as its stream told last. There is one stream at a time. */
let here: (Here & { readonly incident: string }) | undefined;
const readers = new Set<() => void>();

function set(next: typeof here): void {
  here = next;
  for (const read of readers) read();
}

/** What the event `here` says. */
export function hearHere(incident: string, data: string): void {
  const { stream, people } = JSON.parse(data) as Here;
  set({ incident, stream, people });
}

/** Without a stream it is not known who is there, and nobody is shown. */
export function forgetHere(incident: string): void {
  if (here?.incident === incident) set(undefined);
}

/** Undefined while it is not known. */
export function useHere(incident: string | undefined): Here | undefined {
  const now = useSyncExternalStore(subscribe, () => here);
  return now?.incident === incident ? now : undefined;
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}
