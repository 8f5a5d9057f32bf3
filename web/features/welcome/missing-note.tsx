import { Alert, Anchor, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { steps, useDone } from './steps.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** Tells an admin what the installation still lacks before an incident; nothing once it has all. A roster may wait. */
export function MissingNote() {
  const done = useDone();
  if (done === undefined) return null;
  const open = steps.filter(({ step, missing }) => missing !== undefined && !done[step]);
  const [first] = open;
  if (first === undefined) return null;
  return (
    <Alert color="yellow" icon={<IconListCheck aria-hidden />} title="Setting up is not finished" mb="md">
      <Text size="sm">
        Missing: {list.format(open.map(({ missing }) => missing ?? ''))}.{' '}
        <Anchor
          size="sm"
          c="inherit"
          underline="always"
          renderRoot={(props) => <Link to="/welcome" search={{ step: first.step }} {...props} />}
        >
          Go on setting up
        </Anchor>
      </Text>
    </Alert>
  );
}
