import { Alert, Code, Stack, Text } from '@mantine/core';
import { SecretText } from '../../ui/secret-text.tsx';
import { When } from '../../ui/when.tsx';

interface HandedProps {
  readonly to: string;
  readonly token: string;
  readonly expires: string;
  /** Where the code is typed in. */
  readonly page: '/join' | '/reset';
}

/** A code for somebody else, shown once: how to hand it over, where it goes, how long it counts. */
export function Handed({ to, token, expires, page }: HandedProps) {
  return (
    <Stack gap="sm" aria-live="polite">
      <SecretText label={`Code for ${to}`} text={token} />
      <Text size="sm">
        Shown now, and never again. It counts once, until <When at={expires} />. {to} opens
      </Text>
      <Code block>{window.location.origin + page}</Code>
      <Text size="sm">and types it there.</Text>
      <Alert color="gray" p="sm">
        Hand it over on a way that others do not read, best by word of mouth: whoever has the code first comes in as{' '}
        {to}.
      </Alert>
    </Stack>
  );
}
