import { Skeleton, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { askAll } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { counted } from '../../ui/figures.ts';
import { instantFrom } from '../../ui/wall-time.ts';
import { type Column, LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useNames } from '../../ui/names.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';
import { useZone } from '../../ui/zone.ts';
import type { Entry } from './chain.ts';
import { ChainState } from './chain-state.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { Filters } from './filters.tsx';
import { Head } from './head.tsx';
import type { LogSearch } from './search.ts';
import { actorOf, type Names, Sentence } from './sentence.tsx';

/** What was done in an incident, the newest first, and whether it holds together. */
export function Log() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { entry: open, ...search } = useSearch({ from: '/inside/incidents/$incident/log' });
  const navigate = useNavigate({ from: '/incidents/$incident/log' });
  const [zone] = useZone();
  const query = { ...queryOf(search, zone), limit: 200 };
  const list = useInfiniteQuery(askAll('log.list', { params: { incident }, query }));
  const names = useLogNames(incident);
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => columnsOf(names), [names]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onSight = useCallback(
    (_first: number, last: number) => {
      if (last > entries.length - 50 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [entries.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const go = (entry: number | undefined): void => void navigate({ search: (before) => ({ ...before, entry }) });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Stack gap="md">
      <Filters incident={incident} />
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {list.isPending && <Skeleton height={400} aria-hidden />}
      {list.data !== undefined && entries.length === 0 && (
        <Empty title="None fits">Nothing that you may see was done by whom, when and what the filters say.</Empty>
      )}
      {entries.length > 0 && (
        <>
          <ChainState incident={incident} entries={entries} isFiltered={isFiltered} />
          <LongGrid
            label="Log"
            columns={columns}
            rows={entries.length}
            rowAt={(index) => entries[index]}
            onSight={onSight}
            onOpen={({ seq }) => go(seq)}
            isOpen={({ seq }) => seq === open}
            minWidth="46rem"
          />
          <Text size="sm" c="dimmed" role="status">
            {counted(entries.length, 'entry', 'entries')}
            {hasNextPage && ' so far, more as you scroll'}
          </Text>
        </>
      )}
      <Head />
      <EntryPanel
        incident={incident}
        entry={entries.find(({ seq }) => seq === open)}
        names={names}
        onClose={() => go(undefined)}
      />
    </Stack>
  );
}

/** Days of the reader's zone as instants; the last one is within. */
function queryOf({ from, to, ...rest }: Omit<LogSearch, 'entry'>, zone: string) {
  return {
    ...rest,
    ...(from !== undefined && { from: instantFrom(`${from}T00:00`, zone) }),
    ...(to !== undefined && { before: instantFrom(`${dayAfter(to)}T00:00`, zone) }),
  };
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

/** Names of people and of items; of items the newest five hundred. */
function useLogNames(incident: string): Names {
  const person = useNames(incident);
  const { data } = useInfiniteQuery(askAll('evidence.list', { params: { incident }, query: { limit: 500 } }));
  return useMemo(() => {
    const items = new Map(data?.pages.flatMap((page) => page.items).map(({ id, name }) => [id, name]));
    return { person, item: (id) => items.get(id) ?? 'an item' };
  }, [person, data]);
}

function columnsOf(names: Names): readonly Column<Entry>[] {
  return [
    { label: 'No.', width: '3.5rem', align: 'end', cell: ({ seq }) => seq },
    {
      label: 'What',
      width: 'minmax(16rem, 4fr)',
      cell: (entry) => <Sentence entry={entry} names={names} />,
    },
    { label: 'By', width: 'minmax(7rem, 1fr)', cell: (entry) => actorOf(entry, names) },
    { label: 'When', width: '11rem', cell: ({ at }) => <When at={at} bare /> },
  ];
}
