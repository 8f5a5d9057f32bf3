import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { HowOut } from './how-out.tsx';
import classes from './overview.module.css';
import { WhatLeaked } from './what-leaked.tsx';
import { WhatNext } from './what-next.tsx';
import { WhereElse } from './where-else.tsx';
import { WhoMustBeTold } from './who-must-be-told.tsx';
import { WhoseIsIt } from './whose-is-it.tsx';

/** The six questions, always in the same places, each with its certainty, its last change and one way deeper. */
export function Overview() {
  const { incident } = useParams({ from: '/inside/incidents/$incident/' });
  const params = { incident };
  const impact = useQuery(ask('impact.show', { params }));
  const runs = useQuery(ask('runs.list', { params, query: { limit: 1 } }));
  const clocks = useQuery(ask('clocks.list', { params }));
  const awareness = useQuery(ask('awareness.list', { params }));
  const shown = useQuery(ask('incidents.show', { params }));
  const members = useQuery(ask('members.list', { params }));
  const all = [impact, runs, clocks, awareness, shown, members];
  const failed = all.find(({ error, data }) => error !== null && data === undefined);
  if (failed !== undefined) {
    return <ProblemNote error={failed.error} again={() => void Promise.all(all.map(({ refetch }) => refetch()))} />;
  }
  const newest = runs.data?.items[0];
  const inspected = newest?.endedAt ?? newest?.startedAt ?? newest?.queuedAt;
  return (
    <div className={classes['questions']}>
      {impact.data ? <WhatLeaked impact={impact.data} changed={inspected} incident={incident} /> : <Waiting />}
      {impact.data ? <WhoseIsIt impact={impact.data} incident={incident} /> : <Waiting />}
      <WhereElse />
      <HowOut />
      {clocks.data && awareness.data ? (
        <WhoMustBeTold clocks={clocks.data} statements={awareness.data.statements} incident={incident} />
      ) : (
        <Waiting />
      )}
      {impact.data && clocks.data && shown.data && members.data ? (
        <WhatNext impact={impact.data} clocks={clocks.data} incident={shown.data} members={members.data.members} />
      ) : (
        <Waiting />
      )}
    </div>
  );
}

function Waiting() {
  return <Skeleton h={260} />;
}
