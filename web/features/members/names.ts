import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';

/** Names of the people of the installation by id: who once was a member is one of them still. */
export function useNames(): (person: string) => string {
  const { data } = useQuery({ ...ask('people.list', { query: { limit: 500 } }), staleTime: 300_000 });
  const names = new Map(data?.items.map(({ id, name }) => [id, name]));
  return (person) => names.get(person) ?? 'somebody';
}
