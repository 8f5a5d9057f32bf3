import { useQueries } from '@tanstack/react-query';
import { createContext } from 'react';
import { call } from '../../api/call.ts';
import type { Run } from './words.ts';

/** Ids that are asked for at once, as many as the server takes. */
const most = 100;

export interface Runs {
  readonly newest: ReadonlyMap<string, Run>;
  /** Some are still on their way. */
  readonly isWaiting: boolean;
}

/** Of the items around those that somebody sees. */
export const RunsInSight = createContext<Runs>({ newest: new Map(), isWaiting: true });

/** The newest inspection of each of these items; of items with the same bytes one of them has it. What another one replaced is none. */
export function useRuns(incident: string, parts: readonly (readonly string[])[]): Runs {
  return useQueries({
    queries: parts
      .filter((ids) => ids.length > 0)
      .map((ids) => {
        const evidence = ids.slice(0, most).join(',');
        return {
          queryKey: ['runs.list', 'of', { params: { incident }, query: { evidence } }],
          queryFn: ({ signal }: { readonly signal: AbortSignal }) => runsOf(incident, evidence, signal),
        };
      }),
    combine: newestOf,
  });
}

async function runsOf(incident: string, evidence: string, signal: AbortSignal): Promise<readonly Run[]> {
  const found: Run[] = [];
  let cursor: string | undefined;
  do {
    const query = { evidence, limit: 500, cursor };
    const { items, next } = await call('runs.list', { params: { incident }, query }, { signal });
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function newestOf(
  results: readonly { readonly data: readonly Run[] | undefined; readonly isPending: boolean }[],
): Runs {
  const newest = new Map<string, Run>();
  for (const run of results.flatMap(({ data }) => data ?? [])) {
    if (run.state !== 'replaced' && !newest.has(run.evidence)) newest.set(run.evidence, run);
  }
  return { newest, isWaiting: results.some(({ isPending }) => isPending) };
}
