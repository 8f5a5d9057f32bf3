import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './entrance.tsx';
import { digitsOf } from './words.ts';

/** The code of the authenticator app, or a recovery code: from here on the session has its rights. */
export function SecondFactor() {
  const { to } = useSearch({ from: '/second-factor' });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' } });
  const use = useAct('session.second-factor', {
    changes: ['session.show'],
    done: () => navigate({ to: to ?? '/' }),
  });
  const leave = useAct('session.close', {
    done: async () => {
      queries.clear();
      await navigate({ to: '/sign-in', search: {} });
    },
  });
  return (
    <Entrance
      title="Enter your code"
      foot={
        <Anchor component="button" type="button" size="sm" onClick={() => leave.mutate({})}>
          Sign out
        </Anchor>
      }
    >
      <form onSubmit={form.onSubmit(({ code }) => use.mutate({ body: factorOf(code) }))}>
        <Stack gap="sm">
          <TextInput
            label="Code of your authenticator app, or a recovery code"
            description="Six digits. Each code counts once."
            autoComplete="one-time-code"
            required
            autoFocus
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
          <ProblemNote error={use.error} />
          <Button type="submit" loading={use.isPending} fullWidth mt="xs">
            Sign in
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}

function factorOf(typed: string): { code: string } | { recoveryCode: string } {
  const digits = digitsOf(typed);
  return /^\d{6}$/.test(digits) ? { code: digits } : { recoveryCode: typed.trim() };
}
