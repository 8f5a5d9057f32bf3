import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from './call.ts';
import type { Given, Got, OperationId } from './contract.ts';
import { Problem } from './problem.ts';

/**
 * A question as TanStack Query knows it. Its key begins with the id of the operation: `invalidate('incidents.show')`
 * reaches all that was asked of one kind.
 *
 * @example useQuery(ask('incidents.show', { params: { incident } }))
 */
export function ask<I extends OperationId>(id: I, given?: Given<I>) {
  return queryOptions({ queryKey: [id, given ?? {}], queryFn: ({ signal }) => call(id, given, { signal }) });
}

type Paged = { readonly items: readonly unknown[]; readonly next: string | null };
/** Operations that answer a page of a list. */
export type ListId = { [I in OperationId]: Got<I> extends Paged ? I : never }[OperationId];

/** A list, page after page. */
export function askAll<I extends ListId>(id: I, given?: Given<I>) {
  return infiniteQueryOptions({
    queryKey: [id, 'all', given ?? {}],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(given as { query?: object } | undefined)?.query, cursor: pageParam };
      return call(id, { ...given, query } as Given<I>, { signal }) as Promise<Got<I>>;
    },
    getNextPageParam: (last) => (last as Paged).next ?? undefined,
  });
}

/** What a server refuses it refuses again; that it or its database is gone passes. */
const mayPass = (error: unknown): boolean =>
  error instanceof Problem && ['server-silent', 'database-gone'].includes(error.code);

export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        networkMode: 'always',
        retry: (count, error) => mayPass(error) && count < 60,
        retryDelay: (count) => Math.min(500 * 2 ** count, 5000),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
