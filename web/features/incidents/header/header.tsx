import { ActionIcon, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { NearestClock } from '../../clocks/nearest-clock.tsx';
import { MemberAvatars } from '../../members/member-avatars.tsx';
import { NoLead } from '../../members/no-lead.tsx';
import { usePanel } from '../panel.ts';
import { mayEdit } from '../rights.ts';
import { SeverityBadge } from '../severity-badge.tsx';
import type { Incident } from '../words.ts';
import { PhaseRail } from './phase-rail.tsx';

/** The incident in two lines: what it is and who is on it, how far it is and what runs out next. */
export function Header({ incident }: { readonly incident: Incident }) {
  const { show } = usePanel();
  const { role } = incident.own;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} flex="1 1 320px">
          <Group gap="xs" align="center" wrap="nowrap">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {incident.title}
            </Title>
            {mayEdit(role, 'severity') && (
              <Tooltip label="Change title, severity or phase">
                <ActionIcon variant="subtle" color="gray" aria-label="Edit" onClick={() => show('edit')}>
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </Group>
          <Group gap="sm">
            <SeverityBadge severity={incident.severity} />
            <Text c="dimmed" size="sm">
              {incident.codeName}
            </Text>
          </Group>
        </Stack>
        <MemberAvatars incident={incident.id} />
      </Group>
      <Group justify="space-between" gap="sm">
        <PhaseRail phase={incident.phase} />
        <NearestClock incident={incident.id} />
      </Group>
      <NoLead incident={incident} />
    </Stack>
  );
}
