import { Alert, List, Text } from '@mantine/core';
import { IconShieldExclamation } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { When } from '../../ui/when.tsx';

type What = Got<'session.show'>['resets'][number]['what'];
const whats: Readonly<Record<What, string>> = {
  password: 'Your password was',
  'second-factor': 'Your authenticator app was',
  both: 'Your password and your authenticator app were',
};

/** An admin who resets somebody can follow the code himself: the one he did it to is told, for 30 days. */
export function ResetNotes() {
  const { data: session } = useQuery(ask('session.show'));
  if (session === undefined || session.resets.length === 0) return null;
  return (
    <Alert color="yellow" icon={<IconShieldExclamation aria-hidden />} title="Your account was reset">
      <List size="sm" aria-label="Resets of the last 30 days">
        {session.resets.map(({ what, by, at }) => (
          <List.Item key={at}>
            {whats[what]} reset by {by.name}, <When at={at} bare />.
          </List.Item>
        ))}
      </List>
      <Text size="sm" mt="xs">
        You did not ask for it? Then somebody may have worked in your name since. Tell an auditor or another admin: the
        log says what was done.
      </Text>
    </Alert>
  );
}
