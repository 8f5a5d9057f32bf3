import { Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { Empty } from '../../ui/empty.tsx';
import { counted } from '../../ui/figures.ts';
import { LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../ui/long-grid/use-long-list.ts';
import { useNames } from '../../ui/names.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { columnsOf } from './columns.tsx';
import { RunsInSight, useRuns } from './use-runs.ts';

/** The items that fit the address, alone: while somebody scrolls, what stands around the list is not drawn again. */
export function ItemList({ handIn }: { readonly handIn: ReactNode }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { item: open, file: _, ...filters } = useSearch({ from: '/inside/incidents/$incident/evidence' });
  const navigate = useNavigate({ from: '/incidents/$incident/evidence' });
  const { total, parts, error, again, ...list } = useLongList('evidence.list', {
    params: { incident },
    query: filters,
  });
  const ids = useMemo(() => parts.map((items) => items.map(({ id }) => id)), [parts]);
  const runs = useRuns(incident, ids);
  const nameOf = useNames(incident);
  const columns = useMemo(() => columnsOf(nameOf), [nameOf]);
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <ProblemNote error={error} again={again} />
      {total === 0 && (
        <Empty title={isFiltered ? 'None fits' : 'Nothing handed in yet'} action={!isFiltered && handIn}>
          {isFiltered
            ? 'No item that you may see fits these filters.'
            : 'What leaked, or shows that it did, is handed in as files: sealed as they arrive, with who, when and how.'}
        </Empty>
      )}
      {total !== 0 && (total !== undefined || error === null) && (
        <RunsInSight value={runs}>
          <LongGrid
            label="Evidence"
            columns={columns}
            {...list}
            onOpen={({ id }) => void navigate({ search: (before) => ({ ...before, item: id, file: undefined }) })}
            isOpen={({ id }) => id === open}
            minWidth="62.5rem"
          />
          <Text size="sm" c="dimmed" role="status">
            {total !== undefined && `${counted(total, 'item')} in all`}
          </Text>
        </RunsInSight>
      )}
    </>
  );
}
