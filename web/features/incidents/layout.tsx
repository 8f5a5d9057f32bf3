import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { useTitle } from '../../ui/page-head.tsx';
import { problemOf } from '../../api/problem.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { PhaseRail } from './header/phase-rail.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** Tabs of an incident. One stands here when what is behind it works. */
const tabs = [{ path: '', label: 'Overview' }] as const;

/** What stands above every page of an incident: what it is, how bad, in which phase, and where one can go. */
export function IncidentLayout() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data, error, refetch } = useQuery(ask('incidents.show', { params: { incident } }));
  useTitle(data?.title ?? 'Incident');
  if (error !== null && problemOf(error).code === 'nothing-there') {
    return (
      <Empty title="There is no such incident for you">
        It does not exist, or you are not a member of it. A lead of it can let you in.
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      <ProblemNote error={error} again={() => void refetch()} />
      <Group justify="space-between" align="flex-start" mih={64}>
        <Stack gap={6}>
          <Group gap="sm">
            <Title order={1}>{data?.title ?? '\u00a0'}</Title>
            {data !== undefined && <SeverityBadge severity={data.severity} />}
          </Group>
          <Text c="dimmed" size="sm">
            {data?.codeName}
          </Text>
        </Stack>
        {data !== undefined && <PhaseRail phase={data.phase} />}
      </Group>
      <TabLinks label="Parts of the incident" base={`/incidents/${incident}`} tabs={tabs} />
      <Outlet />
    </Stack>
  );
}
