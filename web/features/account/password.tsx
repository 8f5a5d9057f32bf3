import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCircleCheck } from '@tabler/icons-react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';

/** Another password in place of the one there is. */
export function PasswordSection() {
  const form = useForm({ initialValues: { old: '', password: '' } });
  const change = useAct('session.password', { changes: ['sessions.list'], done: () => form.reset() });
  return (
    <Section title="Password" lead="All your other sessions end when you set a new one. API keys stay.">
      <form onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
        <Stack gap="sm" maw={440}>
          <PasswordInput
            label="Password you have"
            autoComplete="current-password"
            required
            {...form.getInputProps('old')}
          />
          <PasswordInput
            label="New password"
            description="At least 12 characters; several words are easy to keep in mind. Not your name or mail address."
            autoComplete="new-password"
            required
            {...form.getInputProps('password')}
          />
          <ProblemNote error={change.error} />
          {change.isSuccess && (
            <Alert color="gray" icon={<IconCircleCheck aria-hidden />} p="sm" role="status">
              The new password counts from now on; all your other sessions have ended.
            </Alert>
          )}
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              Set the new password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
