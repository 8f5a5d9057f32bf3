import { Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { counted } from '../../ui/figures.ts';
import { LongGrid } from '../../ui/long-grid/long-grid.tsx';
import { useLongList } from '../../ui/long-grid/use-long-list.ts';
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
  const { total, parts, error, again, ...list } = useLongList('evidence.list', {
    params: { incident },
    query: filters,
  });
  const ids = useMemo(() => parts.map((items) => items.map(({ id }) => id)), [parts]);
  const runs = useRuns(incident, ids);
  const nameOf = useNames(incident);
  const columns = useMemo(() => columnsOf(runs, nameOf), [runs, nameOf]);
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
      <ProblemNote error={error} again={again} />
      {total === 0 && (
        <Empty title={isFiltered ? 'None fits' : 'Nothing handed in yet'} action={!isFiltered && handIn}>
          {isFiltered
            ? 'No item that you may see fits these filters.'
            : 'What leaked, or shows that it did, is handed in as files: sealed as they arrive, with who, when and how.'}
        </Empty>
      )}
      {total !== 0 && (total !== undefined || error === null) && (
        <>
          <LongGrid
            label="Evidence"
            columns={columns}
            {...list}
            onOpen={({ id }) => go(id)}
            isOpen={({ id }) => id === open}
            minWidth="62.5rem"
          />
          <Text size="sm" c="dimmed" role="status">
            {total !== undefined && `${counted(total, 'item')} in all`}
          </Text>
        </>
      )}
      <ItemPanel
        incident={incident}
        evidence={open}
        file={file}
        onClose={() => go(undefined)}
        onFile={(number) => void navigate({ search: (before) => ({ ...before, file: number }) })}
        onItem={go}
      />
    </Stack>
  );
}
