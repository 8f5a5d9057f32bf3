import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Got } from '../api/contract.ts';
import { ask, askAll } from '../api/query.ts';

type Person = Got<'people.list'>['items'][number];

/** All people of the installation, as far as they are here yet. */
export function useEverybody(): readonly Person[] {
  const everybody = useInfiniteQuery({ ...askAll('people.list', { query: { limit: 500 } }), staleTime: 300_000 });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = everybody;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
}

/** What a person is called, by id: members of the incident and all others of the installation. */
export function useNames(incident: string): (id: string) => string {
  const { data: members } = useQuery(ask('members.list', { params: { incident } }));
  const everybody = useEverybody();
  return useMemo(() => {
    const names = new Map(everybody.map(({ id, name }) => [id, name]));
    for (const { person, name } of members?.members ?? []) names.set(person, name);
    return (id) => names.get(id) ?? 'somebody';
  }, [everybody, members]);
}
