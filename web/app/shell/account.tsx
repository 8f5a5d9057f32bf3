import { Menu, Text, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Face } from '../../ui/face.tsx';
import classes from './bar.module.css';
import { useSignOut } from './sign-out.ts';

/** Who is signed in, how the page looks, and the way out. */
export function Account() {
  const { data: session } = useQuery(ask('session.show'));
  const isDark = useComputedColorScheme() === 'dark';
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  if (session === undefined) return null;
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes['account']}>
          <Face name={session.name} />
          <span className={classes['name']}>{session.name}</span>
          <IconChevronDown size={16} aria-hidden className={classes['open']} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={500} style={{ overflowWrap: 'anywhere' }}>
            {session.name}
          </Text>
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
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
