import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { ask } from '../../api/query.ts';

const MissingNote = lazy(async () => {
  const { MissingNote: found } = await import('../../features/welcome/missing-note.tsx');
  return { default: found };
});

/** Where one comes in: what stands above the page there. */
const entrances = ['/', '/incidents'];

/** What whoever comes in is told first: an admin, what the installation lacks. */
export function Notes() {
  const { pathname } = useLocation();
  const { data: session } = useQuery(ask('session.show'));
  if (session?.installationRole !== 'admin' || !entrances.includes(pathname)) return null;
  return (
    <Suspense>
      <MissingNote />
    </Suspense>
  );
}
