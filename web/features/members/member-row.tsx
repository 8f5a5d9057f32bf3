import { ActionIcon, Avatar, Badge, Group, Menu, Stack, Text } from '@mantine/core';
import { IconDots, IconPencil, IconUserMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { When } from '../../ui/when.tsx';
import { roleLabels } from '../incidents/words.ts';
import { compartments as labels } from '../../ui/evidence-words.ts';
import type { Member } from './words.ts';

interface MemberRowProps {
  readonly member: Member;
  readonly members: readonly Member[];
  /** For a lead alone. */
  readonly onChange?: () => void;
  readonly onRemove?: () => void;
}

const standings = { expired: 'Time is over', disabled: 'Shut out' } as const;

export function MemberRow({ member, members, onChange, onRemove }: MemberRowProps) {
  const { name, role, compartments, sponsor, expires, standing } = member;
  const answers = members.find(({ person }) => person === sponsor)?.name;
  return (
    <Group wrap="nowrap" align="flex-start" gap="sm" py="sm">
      <Avatar name={name} size={32} color="gray" alt="" />
      <Stack gap={2} flex={1} miw={0}>
        <Group gap="xs">
          <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          {standing !== 'active' && (
            <Badge variant="outline" color="gray" style={{ borderStyle: 'dashed' }}>
              {standings[standing]}
            </Badge>
          )}
        </Group>
        <Text size="sm">
          {roleLabels[role]}
          {answers !== undefined && `; ${answers} answers for them`}
        </Text>
        <Text size="sm" c="dimmed">
          {compartments.map((one) => labels[one].label).join(', ')} · <Entities of={member} />
        </Text>
        {expires !== null && (
          <Text size="sm" c="dimmed">
            Until <When at={expires} />
          </Text>
        )}
      </Stack>
      {onChange !== undefined && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${name}`}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={onChange}>
              Change
            </Menu.Item>
            <Menu.Item leftSection={<IconUserMinus size={16} aria-hidden />} onClick={onRemove}>
              Take out
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

function Entities({ of: { entities } }: { readonly of: Member }) {
  const { data } = useQuery(ask('organisation.show'));
  if (entities === null) return 'all legal entities';
  const names = entities.map((id) => data?.entities.find((one) => one.id === id)?.name ?? 'one legal entity');
  return names.join(', ');
}
