import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';

/** What an item of evidence is called, as far as whoever looks may know; the beginning of its id until then. */
export function useItemName(id: string): string {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const list = useQuery(ask('evidence.list', { params: { incident }, query: { limit: 500 } }));
  const listed = list.data?.items.find((item) => item.id === id);
  // More than one page of items: those that are not on it are asked for by themselves.
  const isElsewhere = id !== '' && list.data !== undefined && listed === undefined;
  const one = useQuery({
    ...ask('evidence.show', { params: { incident, evidence: id } }),
    enabled: isElsewhere,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return listed?.name ?? one.data?.name ?? `item ${id.slice(0, 8)}`;
}

export function ItemName({ id }: { readonly id: string }) {
  return <>{useItemName(id)}</>;
}
