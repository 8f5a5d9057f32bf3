import { Button, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PageHead } from '../../ui/page-head.tsx';
import { IncidentList } from './incident-list.tsx';
import { Views } from './views.tsx';
import { phases, severities, type Phase, type Severity } from './words.ts';

/** The incidents that one is a member of; what is filtered stands in the address. */
export function Incidents() {
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
      <IncidentList open={open} />
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
