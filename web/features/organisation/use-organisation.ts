import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';

/** The organisation, and whether the one who looks may change it. */
export function useOrganisation() {
  const organisation = useQuery(ask('organisation.show'));
  const { data: session } = useQuery(ask('session.show'));
  return { ...organisation, mayEdit: session?.installationRole === 'admin' };
}
