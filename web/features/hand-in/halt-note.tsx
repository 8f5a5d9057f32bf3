import { Alert, Anchor } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { Halt } from './queue/gate.ts';

const words: Readonly<Record<Halt, { readonly title: string; readonly body: string }>> = {
  server: {
    title: 'The server does not answer',
    body: 'Leave this page open: sending goes on by itself from where it was.',
  },
  session: {
    title: 'Your session is over',
    body: 'Sign in again in another tab: sending goes on here by itself from where it was.',
  },
  'other-person': {
    title: 'Somebody else is signed in',
    body: 'These files were chosen by another person and are not sent in somebody else’s name. They go on when that person is signed in again.',
  },
};

/** Why nothing is being sent now, and what to do. */
export function HaltNote({ halt }: { readonly halt: Halt }) {
  const { title, body } = words[halt];
  return (
    <Alert color="yellow" icon={<IconPlugConnectedX aria-hidden />} title={title} role="status">
      {body}{' '}
      {halt !== 'server' && (
        <Anchor href="/sign-in" target="_blank" rel="noreferrer">
          Sign in in another tab
        </Anchor>
      )}
    </Alert>
  );
}
