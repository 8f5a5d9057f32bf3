import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { problemOf } from '../../../api/problem.ts';
import { ask, askAll } from '../../../api/query.ts';
import { Empty } from '../../../ui/empty.tsx';
import { counted, figure } from '../../../ui/figures.ts';
import { seesPersons, whoSeesPersons } from '../../../ui/impact-words.ts';
import { useTitle } from '../../../ui/page-head.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { NotCounted, WhichCount } from '../parts/counts.tsx';
import { Decided } from './decided.tsx';
import { Pair } from './pair.tsx';
import type { Doubts } from './words.ts';

/** Pairs of whom it is open whether they are one person or two: somebody looks, and decides. */
export function ImpactDoubts() {
  useTitle('One person or two');
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  if (shown === undefined) return <Skeleton height={480} />;
  if (!seesPersons(shown.own.role)) {
    return (
      <Empty title="Persons one by one are not for your role">
        This is decided by {whoSeesPersons} of this incident. How many persons there are is in the summary.
      </Empty>
    );
  }
  return <Pairs />;
}

function Pairs() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { count } = useSearch({ from: '/inside/incidents/$incident/impact/doubts' });
  const query = { limit: 20, ...(count !== undefined && { count }) };
  const list = useInfiniteQuery(askAll('doubts.list', { params: { incident }, query }));
  const navigate = useNavigate({ from: '/incidents/$incident/impact/doubts' });
  const [first] = list.data?.pages ?? [];
  if (list.error !== null && problemOf(list.error).code === 'nothing-there') return <NotCounted what="what is open" />;
  return (
    <Stack gap="lg">
      <WhichCount chosen={first?.count} choose={(chosen) => void navigate({ search: { count: chosen } })} />
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {first === undefined && list.error === null && <Skeleton height={320} />}
      {first !== undefined && (
        <>
          <Lead first={first} />
          {list.data?.pages.flatMap((page) =>
            page.items.map((pair) => <Pair key={pair.number} pair={pair} of={page} />),
          )}
          <Shown first={first} shown={list.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0}>
            {list.hasNextPage && (
              <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                Show more
              </Button>
            )}
          </Shown>
        </>
      )}
      <Decided />
    </Stack>
  );
}

function Lead({ first: { total, isCurrent } }: { readonly first: Doubts }) {
  return (
    <>
      {!isCurrent && (
        <Alert color="yellow" title="Persons are being counted anew">
          By what was decided. This is the list of before; the new one shows by itself.
        </Alert>
      )}
      {total === 0 ? (
        <Empty title="Nothing is open">
          Of every two records it could be told whether they are of one person. When more files come, look here again.
        </Empty>
      ) : (
        <Text maw={720}>
          Of {counted(total, 'pair')} the data leaves it open whether they are one person or two, the most telling
          first. Look at both and decide: it goes before all else, also when more files come, and can be taken back.
        </Text>
      )}
    </>
  );
}

interface ShownProps {
  readonly first: Doubts;
  readonly shown: number;
  readonly children: React.ReactNode;
}

function Shown({ first: { total }, shown, children }: ShownProps) {
  if (total === 0) return null;
  return (
    <Group justify="center">
      <Text size="sm" c="dimmed" role="status">
        {shown < total ? `The first ${figure(shown)} of ${counted(total, 'pair')}` : `${counted(total, 'pair')} in all`}
      </Text>
      {children}
    </Group>
  );
}
