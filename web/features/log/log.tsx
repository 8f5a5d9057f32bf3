import { Stack } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { EntryList } from './entry-list.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { Filters } from './filters.tsx';
import { Head } from './head.tsx';

/** What was done in an incident, the newest first, and whether it holds together. */
export function Log() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { entry } = useSearch({ from: '/inside/incidents/$incident/log' });
  const navigate = useNavigate({ from: '/incidents/$incident/log' });
  return (
    <Stack gap="md">
      <Filters incident={incident} />
      <EntryList />
      <Head />
      <EntryPanel
        incident={incident}
        seq={entry}
        onClose={() => void navigate({ search: (before) => ({ ...before, entry: undefined }) })}
      />
    </Stack>
  );
}
