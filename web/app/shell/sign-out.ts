import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useAct } from '../../api/act.ts';
import { forgetRecent } from '../../ui/recent.ts';

/** Ends the session, and leaves nothing of what somebody saw for whoever comes after. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useAct('session.close', {
    done: async () => {
      queries.clear();
      forgetRecent();
      await navigate({ to: '/sign-in', search: {} });
    },
  });
  return useCallback(() => mutate({}), [mutate]);
}
