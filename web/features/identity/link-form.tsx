import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { passwordHint } from './words.ts';

interface Filled {
  readonly token: string;
  readonly password: string;
}

interface LinkFormProps {
  readonly token: { readonly label: string; readonly description: string };
  /** Label of the password. */
  readonly password: string;
  readonly button: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSubmit: (filled: Filled) => void;
}

/** What somebody was handed, and a password. */
export function LinkForm({ token, password, button, isBusy, error, onSubmit }: LinkFormProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { token: '', password: '' } });
  return (
    <form onSubmit={form.onSubmit((filled) => onSubmit({ ...filled, token: filled.token.trim() }))}>
      <Stack gap="sm">
        <TextInput
          {...token}
          autoComplete="off"
          required
          autoFocus
          key={form.key('token')}
          {...form.getInputProps('token')}
        />
        <PasswordInput
          label={password}
          description={passwordHint}
          autoComplete="new-password"
          required
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        <ProblemNote error={error} />
        <Button type="submit" loading={isBusy} fullWidth mt="xs">
          {button}
        </Button>
      </Stack>
    </form>
  );
}
