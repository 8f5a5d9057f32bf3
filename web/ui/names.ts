import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { ask, askAll } from '../api/query.ts';

/** What a person is called, by id: members of the incident and all others of the installation. */
export function useNames(incident: string): (id: string) => string {
  const { data: members } = useQuery(ask('members.list', { params: { incident } }));
  const everybody = useInfiniteQuery({ ...askAll('people.list', { query: { limit: 500 } }), staleTime: 300_000 });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = everybody;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => {
    const names = new Map<string, string>();
    for (const { items } of everybody.data?.pages ?? []) for (const { id, name } of items) names.set(id, name);
    for (const { person, name } of members?.members ?? []) names.set(person, name);
    return (id) => names.get(id) ?? 'somebody';
  }, [everybody.data, members]);
}
