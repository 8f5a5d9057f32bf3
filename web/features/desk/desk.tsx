import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import classes from './desk.module.css';
import { Glance } from './glance.tsx';
import { Resets } from './resets.tsx';
import { WaitingRow } from './waiting-row.tsx';

const everyMilliseconds = 30_000;

/** What waits for whoever looks at it, and the incidents at a glance. */
export function DeskPage() {
  const { data, error, refetch } = useQuery({ ...ask('desk.show'), refetchInterval: everyMilliseconds });
  const { data: session } = useQuery(ask('session.show'));
  const opens = session?.installationRole === 'none';
  const open = opens ? (
    <Button
      renderRoot={(props) => <Link to="/incidents/open" {...props} />}
      leftSection={<IconPlus size={16} aria-hidden />}
    >
      Open an incident
    </Button>
  ) : undefined;
  return (
    <>
      <PageHead title="Desk" action={open}>
        What waits for you, the most urgent first.
      </PageHead>
      <Stack gap="md">
        <Resets />
        <ProblemNote error={error} again={() => void refetch()} />
        {data === undefined && error === null && <Skeleton h={320} />}
        {data !== undefined && data.waiting.length > 0 && (
          <Section title="Waiting for you">
            <ul className={classes['waiting']}>
              {data.waiting.map((one) => (
                <WaitingRow
                  key={`${one.kind} ${one.incident} ${'evidence' in one ? one.evidence : ''}`}
                  waiting={one}
                />
              ))}
            </ul>
          </Section>
        )}
        {data !== undefined && data.waiting.length === 0 && data.total > 0 && (
          <Empty title="Nothing waits for you">
            No clock runs, no inspection failed, nothing is half handed in, in any of your incidents.
          </Empty>
        )}
        {data?.total === 0 && (
          <Empty title="No incident yet">
            {opens
              ? 'You are a member of none. Open one as soon as there is a sign that data is outside: it can be closed again.'
              : 'You are a member of none. Who runs the installation or audits it opens none; a lead can let an admin in.'}
          </Empty>
        )}
        {data !== undefined && data.incidents.length > 0 && (
          <Section
            title="Your incidents"
            lead={
              data.total > data.incidents.length ? (
                <Text span>
                  The newest {data.incidents.length} of {data.total}.
                </Text>
              ) : undefined
            }
            action={
              <Button variant="default" renderRoot={(props) => <Link to="/incidents" {...props} />}>
                All incidents
              </Button>
            }
          >
            <Glance incidents={data.incidents} />
          </Section>
        )}
      </Stack>
    </>
  );
}
