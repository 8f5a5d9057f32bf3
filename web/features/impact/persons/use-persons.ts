import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { call } from '../../../api/call.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import type { Person } from '../../../ui/impact-words.ts';
import { chunkAt, chunksOf } from './chunks.ts';

export interface PersonFilter {
  readonly count?: string | undefined;
  readonly relation?: Person['relation'] | undefined;
  readonly country?: string | undefined;
  readonly minor?: 'true' | 'false' | undefined;
  readonly element?: string | undefined;
}

/** Milliseconds for which persons that went out of sight are kept. */
const keptFor = 30_000;

/** A list of persons of any length, of which those in sight are loaded: the server says where in it they are. */
export function usePersons(incident: string, filter: PersonFilter) {
  const queries = useQueryClient();
  const index = useQuery(ask('persons.matches', { params: { incident }, query: filter }));
  const chunks = useMemo(() => chunksOf(index.data), [index.data]);
  const [sight, setSight] = useState({ first: 0, last: 20 });
  const from = chunkAt(chunks, sight.first);
  const wanted = chunks.slice(from, chunkAt(chunks, sight.last) + 1);
  const { count, version } = index.data ?? {};
  const results = useQueries({
    queries: wanted.map((chunk) => ({
      queryKey: ['persons.list', 'from', incident, { ...filter, count, version, from: chunk.from }],
      gcTime: keptFor,
      queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<Got<'persons.list'>> =>
        call(
          'persons.list',
          { params: { incident }, query: { ...filter, count, from: chunk.from, limit: chunk.persons } },
          { signal },
        ),
    })),
  });
  // Counted anew between the two answers: the numbers are of others now.
  const isOld = results.some(({ data }) => data !== undefined && data.version !== version);
  useEffect(() => {
    if (isOld) void queries.invalidateQueries({ queryKey: ['persons.matches'] });
  }, [isOld, queries]);
  const personAt = (row: number): Person | undefined => {
    const place = chunkAt(chunks, row) - from;
    const chunk = wanted[place];
    const data = results[place]?.data;
    if (chunk === undefined || data?.version !== version) return undefined;
    return data?.items[row - chunk.before];
  };
  const onSight = useCallback((first: number, last: number) => setSight({ first, last }), []);
  const failed = results.find(({ error }) => error !== null);
  return {
    index,
    personAt,
    onSight,
    error: index.error ?? failed?.error ?? null,
    again: () => void (index.error === null ? failed?.refetch() : index.refetch()),
  };
}
