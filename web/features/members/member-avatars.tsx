import { Avatar, Button, Group, Tooltip } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { usePanel } from '../incidents/panel.ts';
import { roleLabels } from '../incidents/words.ts';

const shown = 5;

/** Who is on it, the first few by their initials; opens the list of all. */
export function MemberAvatars({ incident }: { readonly incident: string }) {
  const { data } = useQuery(ask('members.list', { params: { incident } }));
  const { show } = usePanel();
  const active = data?.members.filter(({ standing }) => standing === 'active') ?? [];
  return (
    <Group gap="sm" wrap="nowrap">
      <Avatar.Group spacing={8} visibleFrom="sm">
        {active.slice(0, shown).map(({ person, name, role }) => (
          <Tooltip key={person} label={`${name}, ${roleLabels[role]}`}>
            <Avatar name={name} size={32} variant="default" alt={name} />
          </Tooltip>
        ))}
      </Avatar.Group>
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconUsers size={16} aria-hidden />}
        onClick={() => show('members')}
      >
        {active.length === 0 ? 'Members' : `${active.length} ${active.length === 1 ? 'member' : 'members'}`}
      </Button>
    </Group>
  );
}
