import { Badge, Text } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Empty } from '../../../ui/empty.tsx';
import { counted, figure, size } from '../../../ui/figures.ts';
import { type Column, LongGrid } from '../../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../../ui/long-grid/use-long-list.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { ItemName } from '../parts/item-name.tsx';
import { type InspectedFile, reasonOf, statuses } from '../../../ui/impact-words.ts';
import { sumOf } from './sum.ts';

const idOf = ({ evidence, number }: InspectedFile): string => `${evidence}.${number}`;

/** The files that fit the address, alone: while somebody scrolls, what stands around the list is not drawn again. */
export function FileList() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { open, at: _, ...filter } = useSearch({ from: '/inside/incidents/$incident/impact/files' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/files' });
  const { total, error, again, rows, rowAt, onSight } = useLongList('files.list', {
    params: { incident },
    query: filter,
  });
  const { element } = filter;
  const columns = useMemo(() => columnsFor(element), [element]);
  const isFiltered = Object.keys(filter).some((name) => name !== 'order');
  const isEmpty = total === 0;
  return (
    <>
      <ProblemNote error={error} again={again} />
      {isEmpty && isFiltered && <Empty title="No file fits">No file of the evidence fits these filters.</Empty>}
      {isEmpty && !isFiltered && (
        <Empty title="No file was inspected yet">They show here one by one as soon as an inspection begins.</Empty>
      )}
      {!isEmpty && (total !== undefined || error === null) && (
        <LongGrid
          label="Files"
          columns={columns}
          rows={rows}
          rowAt={rowAt}
          onSight={onSight}
          onOpen={(file) => void navigate({ search: (before) => ({ ...before, open: idOf(file), at: undefined }) })}
          isOpen={(file) => idOf(file) === open}
          minWidth="54rem"
        />
      )}
      {!isEmpty && (
        <Text size="sm" c="dimmed" role="status">
          {total !== undefined && `${counted(total, 'file')} in all`}
        </Text>
      )}
    </>
  );
}

function columnsFor(element: string | undefined): readonly Column<InspectedFile>[] {
  return [
    {
      label: 'File',
      width: 'minmax(14rem, 3fr)',
      cell: ({ evidence, path }) => (
        <>
          <ItemName id={evidence} />
          <Text span ff="monospace" size="xs" c="dimmed" title={plainPath(path)}>
            {path !== '' && ` ${plainPath(path)}`}
          </Text>
        </>
      ),
    },
    {
      label: 'Read',
      width: '8rem',
      cell: ({ status }) => (
        <Badge
          variant={status === 'reading' ? 'outline' : 'light'}
          color={status === 'partial' || status === 'unreadable' ? 'yellow' : 'gray'}
          autoContrast
          tt="none"
        >
          {statuses[status].label}
        </Badge>
      ),
    },
    {
      label: 'Why not in whole',
      width: 'minmax(10rem, 2fr)',
      cell: ({ reason }) => (reason === null ? '' : <span title={reasonOf(reason).what}>{reasonOf(reason).what}</span>),
    },
    { label: 'Findings', width: '6rem', align: 'end', cell: (file) => findingsIn(file, element) },
    { label: 'Size', width: '6rem', align: 'end', cell: ({ bytes }) => size(bytes) },
    { label: 'Format', width: '5rem', cell: ({ format }) => format },
  ];
}

/** Of what could not be read nobody knows whether there is something in it. */
function findingsIn(file: InspectedFile, element: string | undefined): string {
  const found = sumOf(file, element);
  if (file.status === 'unreadable') return 'unknown';
  return file.status === 'inspected' ? figure(found) : `${figure(found)} +`;
}
