import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';
import { Avoid } from './avoid.tsx';
import { Credentials } from './credentials.tsx';
import { Decisions } from './decisions/decisions.tsx';
import classes from './first-hour.module.css';
import { Preserve } from './preserve.tsx';
import { Question } from './question.tsx';
import { ShortClocks } from './short-clocks.tsx';
import { WhenWritten } from './when-written.tsx';
import { WhomToCall } from './whom-to-call.tsx';

/** What counts before anything else, on one page that prints on one sheet. */
export function FirstHour() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data, error, refetch } = useQuery(ask('first-hour.show', { params: { incident } }));
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  return (
    <div className={classes['page']}>
      <Group justify="space-between" className={classes['notPrinted']}>
        <Text c="dimmed" size="sm" maw={640}>
          What to know, whom to call, what to keep and what to leave, before anything else.
        </Text>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          disabled={data === undefined}
          onClick={() => window.print()}
        >
          Print on one sheet
        </Button>
      </Group>
      {data !== undefined && (
        <Text size="xs" className={classes['onlyPrinted']}>
          As of <When at={data.at} bare />. Confidential.
        </Text>
      )}
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Waiting />}
      {data !== undefined && (
        <>
          <div className={classes['questions']}>
            <Question title="Is it real?" of={data.real} />
            <Question title="Is it ours?" of={data.ours} />
            <Question title="Is it new?" of={data.isNew} />
            <Question title="Is it still flowing?" of={data.flowing} />
          </div>
          <div className={classes['pair']}>
            <ShortClocks incident={incident} />
            <Credentials credentials={data.credentials} incident={incident} />
          </div>
          <WhenWritten dated={data.dated} incident={incident} />
          <WhomToCall contacts={data.contacts} mailAtRisk={data.mailAtRisk} />
          <Decisions incident={incident} own={shown?.own} contacts={data.contacts} />
          <Preserve list={data.preserve} />
          <Avoid list={data.avoid} />
        </>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <>
      <div className={classes['questions']}>
        {['real', 'ours', 'new', 'flowing'].map((one) => (
          <Skeleton key={one} h={150} />
        ))}
      </div>
      <Skeleton h={220} />
      <Skeleton h={320} />
    </>
  );
}
