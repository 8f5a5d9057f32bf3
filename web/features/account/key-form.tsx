import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SecretText } from '../../ui/secret-text.tsx';
import { type Scope, scopeLabels } from './scopes.ts';

const day = 24 * 3_600_000;
/** Days; a year is the most that the server takes. */
const lengths = [
  { value: '7', label: 'A week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '364', label: 'A year' },
];

const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

interface Filled {
  readonly name: string;
  readonly scopes: Scope[];
  readonly days: string;
  readonly code: string;
}

/** A key takes a fresh code: whoever found a session open takes nothing along. It is shown once. */
export function KeyForm({ onDone }: { readonly onDone: () => void }) {
  const [key, setKey] = useState<string>();
  const form = useForm<Filled>({
    initialValues: { name: '', scopes: [], days: '30', code: '' },
    validate: { scopes: (scopes) => (scopes.length === 0 ? 'Choose at least one' : null) },
  });
  const make = useAct('keys.make', { changes: ['keys.list'], done: (made) => setKey(made.key) });
  if (key !== undefined)
    return (
      <Stack gap="md">
        <SecretText label="API key" text={key} />
        <Text size="sm">
          Shown now, and never again. Whoever has it works in your name: keep it where only the script can read it.
        </Text>
        <Group justify="flex-end">
          <Button onClick={onDone}>It is kept</Button>
        </Group>
      </Stack>
    );
  const send = ({ name, scopes, days, code }: Filled): void => {
    make.mutate({ body: { name, scopes, expires: inDays(Number(days)), code: code.trim() } });
  };
  return (
    <form onSubmit={form.onSubmit(send)}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="What it is for."
          required
          maxLength={300}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label="It may" {...form.getInputProps('scopes')}>
          <Stack gap="xs" mt="xs">
            {Object.entries(scopeLabels).map(([value, label]) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select label="It ends after" data={lengths} allowDeselect={false} {...form.getInputProps('days')} />
        <TextInput
          label="Code of your authenticator app, or a recovery code"
          description="Each code counts once: wait for the next one where you have just signed in."
          autoComplete="one-time-code"
          required
          {...form.getInputProps('code')}
        />
        <ProblemNote error={make.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={make.isPending}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
