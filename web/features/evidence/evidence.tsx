import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { ask, askAll } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { counted } from '../../ui/figures.ts';
import { LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useNames } from '../../ui/names.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { columnsOf } from './columns.tsx';
import { Filters } from './filters.tsx';
import { ItemPanel } from './item/panel.tsx';
import { useRuns } from './use-runs.ts';

/** What was handed in, the newest first; beside it the item that is looked at. */
export function Evidence() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { item: open, file, ...filters } = useSearch({ from: '/inside/incidents/$incident/evidence' });
  const navigate = useNavigate({ from: '/incidents/$incident/evidence' });
  const shown = useQuery(ask('incidents.show', { params: { incident } }));
  const list = useInfiniteQuery(askAll('evidence.list', { params: { incident }, query: { ...filters, limit: 200 } }));
  const runs = useRuns(incident);
  const nameOf = useNames(incident);
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const columns = useMemo(() => columnsOf(runs, nameOf), [runs, nameOf]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const onSight = useCallback(
    (_first: number, last: number) => {
      if (last > items.length - 50 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    [items.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  );
  const go = (item: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, item, file: undefined }) });
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const mayHandIn = mayWithEvidence('hand-in', shown.data?.own.role);
  const handIn = mayHandIn && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/incidents/$incident/hand-in" params={{ incident }} {...props} />}
    >
      Hand in files
    </Button>
  );
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <Filters incident={incident} />
        {handIn}
      </Group>
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {list.isPending && <Skeleton height={400} aria-hidden />}
      {list.data !== undefined && items.length === 0 && (
        <Empty title={isFiltered ? 'None fits' : 'Nothing handed in yet'} action={!isFiltered && handIn}>
          {isFiltered
            ? 'No item that you may see fits these filters.'
            : 'What leaked, or shows that it did, is handed in as files: sealed as they arrive, with who, when and how.'}
        </Empty>
      )}
      {items.length > 0 && (
        <>
          <LongGrid
            label="Evidence"
            columns={columns}
            rows={items.length}
            rowAt={(index) => items[index]}
            onSight={onSight}
            onOpen={({ id }) => go(id)}
            isOpen={({ id }) => id === open}
            minWidth="62.5rem"
          />
          <Text size="sm" c="dimmed" role="status">
            {counted(items.length, 'item')}
            {hasNextPage && ' so far, more as you scroll'}
          </Text>
        </>
      )}
      <ItemPanel
        incident={incident}
        evidence={open}
        file={file}
        runs={runs}
        onClose={() => go(undefined)}
        onFile={(number) => void navigate({ search: (before) => ({ ...before, file: number }) })}
        onItem={go}
      />
    </Stack>
  );
}
