import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { forget } from '../welcome/left.ts';
import { Entrance } from './entrance.tsx';

/** Mail address and password; the second factor follows on a page of its own. */
export function SignIn() {
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const form = useForm({ mode: 'uncontrolled', initialValues: { mail: '', password: '' } });
  const signIn = useAct('session.open', {
    changes: ['session.show'],
    done: () => {
      forget();
      return navigate({ to: to ?? '/' });
    },
  });
  return (
    <Entrance
      title="Sign in"
      foot={
        <>
          Were you invited?{' '}
          <Anchor component={Link} to="/join" size="sm" underline="always">
            Join
          </Anchor>
          . Did an admin reset your password or app?{' '}
          <Anchor component={Link} to="/reset" size="sm" underline="always">
            Set it anew
          </Anchor>
          .
        </>
      }
    >
      <form onSubmit={form.onSubmit((body) => signIn.mutate({ body }))}>
        <Stack gap="sm">
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="username"
            required
            autoFocus
            key={form.key('mail')}
            {...form.getInputProps('mail')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <ProblemNote error={signIn.error} />
          <Button type="submit" loading={signIn.isPending} fullWidth mt="xs">
            Go on
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
