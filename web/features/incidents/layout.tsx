import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useLive } from '../../api/live.ts';
import { problemOf } from '../../api/problem.ts';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { useTitle } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { Header } from './header/header.tsx';
import { useTellPlace } from '../presence/use-tell-place.ts';
import { Panels } from './panels.tsx';
import { tabs } from './tabs.ts';

/** What stands above every page of an incident: what it is, how bad, in which phase, and where one can go. */
export function IncidentLayout() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data, error, refetch } = useQuery(ask('incidents.show', { params: { incident } }));
  const isThere = error === null || problemOf(error).code !== 'nothing-there';
  useLive(incident, isThere);
  useTellPlace(incident);
  useTitle(data?.title ?? 'Incident');
  if (!isThere) {
    return (
      <Empty order={1} title="There is no such incident for you">
        It does not exist, or you are not a member of it. A lead of it can let you in.
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined ? <Skeleton h={112} /> : <Header incident={data} />}
      <TabLinks label="Parts of the incident" base={`/incidents/${incident}`} tabs={tabs} />
      <Outlet />
      {data !== undefined && <Panels incident={data} />}
    </Stack>
  );
}
