import { Button, Divider, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Handed } from './handed.tsx';
import { type Person, roles } from './words.ts';

/** What an admin may do about somebody: let them set password or app anew, invite again, shut out. */
export function PersonPanel({ person }: { readonly person: Person }) {
  const { mail, installationRole, state } = person;
  return (
    <Stack gap="lg">
      <Stack gap={2}>
        <Text size="sm">{mail}</Text>
        <Text size="sm" c="dimmed">
          {roles[installationRole].label}: {roles[installationRole].hint}
        </Text>
      </Stack>
      {state === 'disabled' && (
        <Text size="sm">
          Shut out{person.reason !== null && `: ${person.reason}`}. Whoever comes back is invited anew, under another
          mail address.
        </Text>
      )}
      {state !== 'disabled' && (
        <>
          <Reset person={person} />
          <Divider />
          <Disable person={person} />
        </>
      )}
    </Stack>
  );
}

type What = NonNullable<Parameters<ReturnType<typeof useAct<'people.reset'>>['mutate']>[0]['body']>['what'];
const whats: Readonly<Record<What, { readonly label: string; readonly hint: string }>> = {
  password: { label: 'Password', hint: 'The app stays in force' },
  'second-factor': { label: 'Authenticator app', hint: 'Lost or broken; the password stays in force' },
  both: { label: 'Both', hint: 'Nothing is left to sign in with' },
};

function Reset({ person: { id, name, state } }: { readonly person: Person }) {
  const [what, setWhat] = useState<What>('password');
  const [handed, setHanded] = useState<Got<'people.reset'>>();
  const reset = useAct('people.reset', { changes: ['people.list', 'session.show'], done: setHanded });
  const isInvited = state === 'invited';
  if (handed !== undefined) return <Handed to={name} page={isInvited ? '/join' : '/reset'} {...handed} />;
  return (
    <Stack gap="sm">
      <Title order={3}>{isInvited ? 'Invite again' : 'Reset'}</Title>
      <Text size="sm" c="dimmed">
        {isInvited
          ? 'Makes another code; the one of before counts no more.'
          : 'All sessions and API keys end at once. You get a code to hand over; the person is told for 30 days that you did this.'}
      </Text>
      {!isInvited && (
        <Radio.Group label="What is set anew" value={what} onChange={(chosen) => setWhat(chosen as What)}>
          <Stack gap="xs" mt="xs">
            {Object.entries(whats).map(([value, { label, hint }]) => (
              <Radio key={value} value={value} label={label} description={hint} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <ProblemNote error={reset.error} />
      <Group>
        <Button
          variant="default"
          loading={reset.isPending}
          onClick={() => reset.mutate({ params: { person: id }, body: { what: isInvited ? 'both' : what } })}
        >
          {isInvited ? 'Make another code' : 'Reset'}
        </Button>
      </Group>
    </Stack>
  );
}

function Disable({ person: { id, name } }: { readonly person: Person }) {
  const form = useForm({ initialValues: { reason: '' } });
  const disable = useAct('people.disable', { changes: ['people.list'] });
  const send = ({ reason }: { readonly reason: string }): void =>
    disable.mutate({ params: { person: id }, body: { reason: reason.trim() } });
  return (
    <form onSubmit={form.onSubmit(send)}>
      <Stack gap="sm">
        <Title order={3}>Shut out</Title>
        <Text size="sm" c="dimmed">
          All sessions and keys end with the next request. It cannot be undone.
        </Text>
        <Textarea
          label="Reason"
          description="Admins and auditors see it; the log keeps its hash."
          required
          maxLength={2000}
          autosize
          minRows={2}
          {...form.getInputProps('reason')}
        />
        <ProblemNote error={disable.error} />
        <Group>
          <Button type="submit" variant="default" loading={disable.isPending}>
            Shut {name} out
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
