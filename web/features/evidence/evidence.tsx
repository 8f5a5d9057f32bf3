import { Button, Group, Stack } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { mayWithEvidence } from '../../ui/evidence-words.ts';
import { Filters } from './filters.tsx';
import { ItemPanel } from './item/panel.tsx';
import { ItemList } from './item-list.tsx';

/** What was handed in, the newest first; beside it the item that is looked at. */
export function Evidence() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { item: open, file } = useSearch({ from: '/inside/incidents/$incident/evidence' });
  const navigate = useNavigate({ from: '/incidents/$incident/evidence' });
  const shown = useQuery(ask('incidents.show', { params: { incident } }));
  const go = (item: string | undefined): void =>
    void navigate({ search: (before) => ({ ...before, item, file: undefined }) });
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
      <ItemList handIn={handIn} />
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
