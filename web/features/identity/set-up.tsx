import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Entrance } from './entrance.tsx';
import { RecoveryKey } from './recovery-key.tsx';
import { passwordHint } from './words.ts';

/** The first page of all: the code that the server printed makes somebody the first admin. */
export function SetUp() {
  const { data } = useQuery(ask('set-up.show'));
  const [halves, setHalves] = useState<Got<'set-up.make'>['halves']>();
  if (halves !== undefined) return <RecoveryKey halves={halves} next="/enrol" />;
  if (data?.done === true) return <Navigate to="/" />;
  return <FirstAdmin onMade={setHalves} />;
}

function FirstAdmin({ onMade }: { readonly onMade: (halves: Got<'set-up.make'>['halves']) => void }) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '', name: '', mail: '', password: '' } });
  const make = useAct('set-up.make', { done: ({ halves }) => onMade(halves) });
  return (
    <Entrance
      title="Set Cofferdam up"
      lead="You become the first admin: you run the installation and invite others. You see no incident unless a lead lets you in."
    >
      <form onSubmit={form.onSubmit((body) => make.mutate({ body: { ...body, code: body.code.trim() } }))}>
        <Stack gap="sm">
          <TextInput
            label="Set-up code"
            description="The server printed it when it started."
            autoComplete="off"
            required
            autoFocus
            key={form.key('code')}
            {...form.getInputProps('code')}
          />
          <TextInput
            label="Your name"
            autoComplete="name"
            required
            key={form.key('name')}
            {...form.getInputProps('name')}
          />
          <TextInput
            label="Mail address"
            type="email"
            autoComplete="username"
            required
            key={form.key('mail')}
            {...form.getInputProps('mail')}
          />
          <PasswordInput
            label="Password"
            description={passwordHint}
            autoComplete="new-password"
            required
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <ProblemNote error={make.error} />
          <Button type="submit" loading={make.isPending} fullWidth mt="xs">
            Set up
          </Button>
        </Stack>
      </form>
    </Entrance>
  );
}
