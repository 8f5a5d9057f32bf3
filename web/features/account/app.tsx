import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Section } from '../../ui/section.tsx';

/** With so many left somebody who loses his app is near to being shut out. */
const few = 3;

/** The authenticator app, and the recovery codes that are left of it. */
export function AppSection() {
  const { data: session } = useQuery(ask('session.show'));
  const left = session?.recoveryCodes;
  return (
    <Section
      title="Authenticator app"
      lead="The app you have stays in force until another one is confirmed; then you get new recovery codes."
    >
      {left !== undefined && left > few && <Text size="sm">{left} recovery codes are left.</Text>}
      {left !== undefined && left <= few && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} p="sm">
          {left === 0
            ? 'No recovery code is left'
            : left === 1
              ? 'One recovery code is left'
              : `${left} recovery codes are left`}
          . Enrol the same app, or another one, to get ten new ones.
        </Alert>
      )}
      <Group>
        <Button variant="default" renderRoot={(props) => <Link to="/enrol" {...props} />}>
          Enrol another app
        </Button>
      </Group>
    </Section>
  );
}
