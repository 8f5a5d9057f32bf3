import { Anchor, Stack, Text } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Got } from '../../api/contract.ts';
import { Empty } from '../../ui/empty.tsx';
import { counted } from '../../ui/figures.ts';
import { type Column, LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../ui/long-grid/use-long-list.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';
import { PhaseMark } from './phase-mark.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** The incidents that fit the address, alone: while somebody scrolls, what stands around the list is not drawn again. */
export function IncidentList({ open }: { readonly open: ReactNode }) {
  const search = useSearch({ from: '/inside/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  const { total, error, again, rows, rowAt, onSight } = useLongList('incidents.list', { query: search });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <ProblemNote error={error} again={again} />
      {total === 0 && isFiltered && <Empty title="None fits">No incident of yours fits these filters.</Empty>}
      {total === 0 && !isFiltered && (
        <Empty title="No incident yet" action={open}>
          You are a member of none. Open one as soon as there is a sign that data is outside: it can be closed again.
        </Empty>
      )}
      {total !== 0 && (total !== undefined || error === null) && (
        <Stack gap="sm">
          <LongGrid
            label="Incidents"
            columns={columns}
            rows={rows}
            rowAt={rowAt}
            onSight={onSight}
            onOpen={({ id }) => void navigate({ to: '/incidents/$incident', params: { incident: id } })}
            minWidth="62rem"
            isLone
          />
          <Text size="sm" c="dimmed" role="status">
            {total !== undefined && `${counted(total, 'incident')} in all`}
          </Text>
        </Stack>
      )}
    </>
  );
}

const columns: readonly Column<Got<'incidents.list'>['items'][number]>[] = [
  {
    label: 'Title',
    width: 'minmax(15rem, 4fr)',
    cell: ({ id, title }) => (
      // Opened in another tab by the pointer; by keys the row is.
      <Anchor
        fw={500}
        tabIndex={-1}
        title={title}
        renderRoot={(props) => (
          <Link {...props} to="/incidents/$incident" params={{ incident: id }}>
            {title}
          </Link>
        )}
      />
    ),
  },
  { label: 'Code name', width: 'minmax(7rem, 1fr)', cell: ({ codeName }) => codeName },
  { label: 'Severity', width: '8.5rem', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  { label: 'Phase', width: '8rem', cell: ({ phase }) => <PhaseMark phase={phase} /> },
  { label: 'Opened', width: '17rem', cell: ({ openedAt }) => <When at={openedAt} /> },
];
