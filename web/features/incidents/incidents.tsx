import { Anchor, Button, Group, Paper, Select, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { askAll } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';
import { PhaseRail } from './header/phase-rail.tsx';
import { SeverityBadge } from './severity-badge.tsx';
import { Views } from './views.tsx';
import { phases, severities, type Phase, type Severity } from './words.ts';

/** The incidents that one is a member of; what is filtered stands in the address. */
export function Incidents() {
  const search = useSearch({ from: '/inside/incidents' });
  const list = useInfiniteQuery(askAll('incidents.list', { query: search }));
  const all = list.data?.pages.flatMap(({ items }) => items);
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
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      {all?.length === 0 && isFiltered && <Empty title="None fits">No incident of yours fits these filters.</Empty>}
      {all?.length === 0 && !isFiltered && (
        <Empty title="No incident yet" action={open}>
          You are a member of none. Open one as soon as there is a sign that data is outside: it can be closed again.
        </Empty>
      )}
      {all !== undefined && all.length > 0 && (
        <Paper withBorder bg="var(--paper)">
          <Table.ScrollContainer minWidth={960}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Title</Table.Th>
                  <Table.Th>Severity</Table.Th>
                  <Table.Th>Phase</Table.Th>
                  <Table.Th>Opened</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {all.map(({ id, title, codeName, severity, phase, openedAt }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Anchor
                        fw={500}
                        renderRoot={(props) => (
                          <Link {...props} to="/incidents/$incident" params={{ incident: id }}>
                            {title}
                          </Link>
                        )}
                      />
                      <Text size="xs" c="dimmed">
                        {codeName}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <SeverityBadge severity={severity} />
                    </Table.Td>
                    <Table.Td>
                      <PhaseRail phase={phase} />
                    </Table.Td>
                    <Table.Td>
                      <When at={openedAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      {list.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      )}
    </>
  );
}

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
