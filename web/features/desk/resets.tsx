import { Alert, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { When } from '../../ui/when.tsx';

const words = {
  password: 'your password',
  'second-factor': 'your second factor',
  both: 'your password and second factor',
};

/** What an admin let be set anew in the last 30 days. Where its owner did not ask for it, somebody else was here. */
export function Resets() {
  const { data } = useQuery(ask('session.show'));
  if (data === undefined || data.resets.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconShieldExclamation aria-hidden />} title="Your way in was reset">
      {data.resets.map(({ by, at, what }) => (
        <Text key={at} size="sm">
          {by.name} let {words[what]} be set anew, <When at={at} />.
        </Text>
      ))}
      <Text size="sm" mt="xs">
        If you did not ask for it, tell another admin and your security team now.
      </Text>
    </Alert>
  );
}
