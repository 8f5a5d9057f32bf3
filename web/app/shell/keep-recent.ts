import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../../api/query.ts';
import { keepRecent } from '../../ui/recent.ts';

/** Keeps in which incident somebody was last, however they came there. */
export function useKeepRecent(incident: string | undefined): void {
  const { data: session } = useQuery(ask('session.show'));
  const person = session?.person;
  useEffect(() => {
    if (person !== undefined && incident !== undefined) keepRecent(person, `incident:${incident}`);
  }, [person, incident]);
}
