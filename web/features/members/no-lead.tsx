import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { usePanel } from '../incidents/panel.ts';
import { mayTakeOver } from '../incidents/rights.ts';
import { hasLead } from './words.ts';

/** Above every page of an incident whose leads were shut out, removed, or are over: nothing tells it otherwise. */
export function NoLead({ incident }: { readonly incident: Got<'incidents.show'> }) {
  const { data } = useQuery(ask('members.list', { params: { incident: incident.id } }));
  const { panel, show } = usePanel();
  if (data === undefined || hasLead(data.members) || panel === 'members') return null;
  return (
    <Alert color="yellow" icon={<IconUserExclamation aria-hidden />} title="No lead can act">
      <Group justify="space-between" gap="sm">
        <Text size="sm">Nobody can let people in or out until somebody takes over.</Text>
        <Button variant="default" size="xs" onClick={() => show('members')}>
          {mayTakeOver(incident.own.role) ? 'Take over' : 'Who can take over'}
        </Button>
      </Group>
    </Alert>
  );
}
