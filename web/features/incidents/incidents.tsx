import { Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Got } from '../../api/contract.ts';
import { Empty } from '../../ui/empty.tsx';
import { counted } from '../../ui/figures.ts';
import { type Column, LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../ui/long-grid/use-long-list.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';
import { PhaseMark } from './phase-mark.tsx';
import { SeverityBadge } from './severity-badge.tsx';
import { Views } from './views.tsx';
import { phases, severities, type Phase, type Severity } from './words.ts';

/** The incidents that one is a member of; what is filtered stands in the address. */
export function Incidents() {
  const search = useSearch({ from: '/inside/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  const { total, error, again, rows, rowAt, onSight } = useLongList('incidents.list', { query: search });
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  const open = (
    <Button renderRoot={(props) => <Link to="/incidents/open" {...props} />} leftSection={<IconPlus size={16} />}>
      Open an incident
    </Button>
  );
  return (
    <>
      <PageHead title="Incidents" action={open}>
        What you work on, the newest first.
      </PageHead>
      <Filters />
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
    width: 'minmax(14rem, 3fr)',
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
  { label: 'Code name', width: 'minmax(8rem, 1fr)', cell: ({ codeName }) => codeName },
  { label: 'Severity', width: '8.5rem', cell: ({ severity }) => <SeverityBadge severity={severity} /> },
  { label: 'Phase', width: '9rem', cell: ({ phase }) => <PhaseMark phase={phase} /> },
  { label: 'Opened', width: '18rem', cell: ({ openedAt }) => <When at={openedAt} /> },
];

function Filters() {
  const search = useSearch({ from: '/inside/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const setTitle = useDebouncedCallback((title: string) => set({ title: title.trim() || undefined }), 250);
  return (
    <Group mb="md" align="flex-end">
      <TextInput
        label="Title"
        placeholder="A word of it"
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        defaultValue={search.title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      />
      <Select
        label="Severity"
        placeholder="Any"
        clearable
        data={Object.entries(severities).map(([value, { label }]) => ({ value, label }))}
        value={search.severity ?? null}
        onChange={(severity) => set({ severity: (severity ?? undefined) as Severity | undefined })}
      />
      <Select
        label="Phase"
        placeholder="Any"
        clearable
        data={phases.map(({ phase, label }) => ({ value: phase, label }))}
        value={search.phase ?? null}
        onChange={(phase) => set({ phase: (phase ?? undefined) as Phase | undefined })}
      />
      <Views />
    </Group>
  );
}
