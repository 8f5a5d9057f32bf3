import { Button, Menu, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/query.ts';

/** Who is signed in, how the page looks, and the way out. */
export function Account() {
  const { data: session } = useQuery(ask('session.show'));
  const queries = useQueryClient();
  const navigate = useNavigate();
  const isDark = useComputedColorScheme() === 'dark';
  const { setColorScheme } = useMantineColorScheme();
  const leave = useAct('session.close', {
    done: async () => {
      // Nothing of what somebody saw stays for whoever comes after.
      queries.clear();
      await navigate({ to: '/sign-in', search: {} });
    },
  });
  if (session === undefined) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" rightSection={<IconChevronDown size={16} aria-hidden />}>
          {session.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs" truncate>
            {session.mail}
          </Text>
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/account" {...props} />}
        >
          Your account
        </Menu.Item>
        <Menu.Item
          leftSection={isDark ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          {isDark ? 'Light page' : 'Dark page'}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => leave.mutate({})}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
