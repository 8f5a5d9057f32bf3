import { ActionIcon, Button, Group, Menu, Popover, Stack, TextInput, Tooltip } from '@mantine/core';
import { useClipboard, useDisclosure } from '@mantine/hooks';
import { IconBookmark, IconCheck, IconLink, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';

/** Filters under a name, for oneself; to share them, their address is copied. */
export function Views() {
  const search = useSearch({ from: '/inside/incidents' });
  const navigate = useNavigate({ from: '/incidents' });
  const { data } = useQuery(ask('views.list'));
  const remove = useAct('views.remove', { changes: ['views.list'] });
  const { copy, copied } = useClipboard({ timeout: 2000 });
  const views = data?.views ?? [];
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  return (
    <Group gap="xs">
      {views.length > 0 && (
        <Menu position="bottom-end" width={280}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
              Views
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Show</Menu.Label>
            {views.map(({ id, name, filters }) => (
              <Menu.Item key={id} onClick={() => void navigate({ search: filters })}>
                {name}
              </Menu.Item>
            ))}
            <Menu.Divider />
            <Menu.Label>Remove</Menu.Label>
            {views.map(({ id, name }) => (
              <Menu.Item
                key={id}
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => remove.mutate({ params: { view: id } })}
              >
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isFiltered && <Keep />}
      {isFiltered && (
        <Tooltip label={copied ? 'Copied' : 'Copy the address of these filters'}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label="Copy the address of these filters"
            onClick={() => copy(window.location.href)}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
      <ProblemNote error={remove.error} />
    </Group>
  );
}

function Keep() {
  const search = useSearch({ from: '/inside/incidents' });
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const save = useAct('views.save', {
    changes: ['views.list'],
    done: () => {
      close();
      setName('');
    },
  });
  return (
    <Popover opened={isOpen} onChange={close} width={300} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={toggle}>
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ body: { name, filters: search } });
          }}
        >
          <Stack gap="sm">
            <TextInput
              label="Name"
              description="A view of this name is replaced. Others do not see it."
              required
              maxLength={60}
              data-autofocus
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <ProblemNote error={save.error} />
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Save
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
