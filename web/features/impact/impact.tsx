import { Button, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { DatesOf } from './dates/dates.tsx';
import { Elements } from './sections/elements.tsx';
import { FullestFiles } from './sections/fullest-files.tsx';
import { Searched } from './sections/searched.tsx';
import { Whose } from './sections/whose.tsx';

/** What was found so far: whether it is all searched, what is in it, in which files, and whose it is. */
export function Impact() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: impact, error, refetch } = useQuery(ask('impact.show', { params: { incident } }));
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (impact === undefined) {
    return (
      <Stack gap="md">
        {[180, 320, 240, 420].map((height) => (
          <Skeleton key={height} height={height} />
        ))}
      </Stack>
    );
  }
  if (Object.values(impact.items).every((count) => count === 0)) {
    return (
      <Empty
        title="Nothing was handed in yet"
        action={
          mayWithEvidence('hand-in', shown?.own.role) && (
            <Button renderRoot={(props) => <Link to="/incidents/$incident/hand-in" params={{ incident }} {...props} />}>
              Hand in files
            </Button>
          )
        }
      >
        What leaked, and whose it is, is read out of files: hand in what was found, and it is inspected by itself. Files
        in parts of the incident that you are not let into do not count here.
      </Empty>
    );
  }
  return (
    <Stack gap="md">
      <Searched impact={impact} />
      <Elements impact={impact} />
      <FullestFiles />
      <DatesOf impact={impact} />
      <Whose impact={impact} />
    </Stack>
  );
}
