import { useQueries } from '@tanstack/react-query';
import { createContext, useMemo } from 'react';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { useNames } from '../../ui/names.ts';
import type { Entry } from './chain.ts';
import type { Names } from './sentence.tsx';
import { sentenceOf } from './sentences.ts';

/** Ids that are asked for at once, as many as the server takes. */
const most = 100;

/** Of the entries around those that somebody sees. */
export const NamesInSight = createContext<Names>({ person: () => 'somebody', item: () => 'an item' });

/** Names of people and of items, of those that these entries speak of. */
export function useLogNames(incident: string, parts: readonly (readonly Entry[])[]): Names {
  const person = useNames(incident);
  const asked = useMemo(() => parts.flatMap(itemsIn), [parts]);
  const items = useQueries({
    queries: asked.map((ids) => ({
      ...ask('evidence.list', { params: { incident }, query: { ids: ids.join(','), limit: most } }),
      staleTime: 60_000,
    })),
    combine: namesIn,
  });
  return useMemo(() => ({ person, item: (id) => items.get(id) ?? 'an item' }), [person, items]);
}

function itemsIn(entries: readonly Entry[]): readonly (readonly string[])[] {
  const named = entries.flatMap(({ act }) => sentenceOf(act).flatMap((part) => (isItem(part) ? [part.item] : [])));
  const ids = [...new Set(named)].toSorted();
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, turn) => ids.slice(turn * most, (turn + 1) * most));
}

const isItem = (part: ReturnType<typeof sentenceOf>[number]): part is { readonly item: string } =>
  typeof part !== 'string' && 'item' in part;

const namesIn = (
  results: readonly { readonly data: Got<'evidence.list'> | undefined }[],
): ReadonlyMap<string, string | null> =>
  new Map(results.flatMap(({ data }) => data?.items ?? []).map(({ id, name }) => [id, name]));
