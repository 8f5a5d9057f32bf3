import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { AppSection } from './app.tsx';
import { KeysSection } from './keys.tsx';
import { LookSection } from './look.tsx';
import { PasswordSection } from './password.tsx';
import { ResetNotes } from './reset-notes.tsx';
import { SessionsSection } from './sessions.tsx';

/** One's own account. */
export function AccountPage() {
  const { data: session } = useQuery(ask('session.show'));
  return (
    <>
      <PageHead title="Your account">{session === undefined ? '\u00a0' : `${session.name}, ${session.mail}`}</PageHead>
      <Stack gap="md">
        <ResetNotes />
        <SessionsSection />
        <PasswordSection />
        <AppSection />
        <KeysSection />
        <LookSection />
      </Stack>
    </>
  );
}
