import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { askAll } from '../../api/query.ts';
import type { Run } from './words.ts';

/** The newest inspection of each item; of items with the same bytes one of them has it. What another one replaced is none. */
export function useRuns(incident: string): ReadonlyMap<string, Run> {
  const runs = useInfiniteQuery(askAll('runs.list', { params: { incident }, query: { limit: 500 } }));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = runs;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => {
    const newest = new Map<string, Run>();
    for (const { items } of runs.data?.pages ?? []) {
      for (const run of items) {
        if (run.state !== 'replaced' && !newest.has(run.evidence)) newest.set(run.evidence, run);
      }
    }
    return newest;
  }, [runs.data]);
}
