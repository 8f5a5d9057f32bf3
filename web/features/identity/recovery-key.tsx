import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { SecretText } from '../../ui/secret-text.tsx';
import { Entrance } from './entrance.tsx';

interface RecoveryKeyProps {
  readonly halves: { readonly a: string; readonly b: string };
  /** Where it goes on. */
  readonly next: '/enrol' | '/';
}

/** How much of a half is asked for, to see that it was kept: its last group. */
const endOf = (half: string): string => half.split('-').at(-1) ?? '';

/** Shows the halves of the recovery key once, and asks for the end of each: somebody must have them in front of him. */
export function RecoveryKey({ halves, next }: RecoveryKeyProps) {
  const navigate = useNavigate();
  const isEnd = (half: string) => (typed: string) =>
    typed.trim().toUpperCase() === endOf(half).toUpperCase() ? null : 'This is not how the half ends';
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { a: '', b: '' },
    validate: { a: isEnd(halves.a), b: isEnd(halves.b) },
  });
  return (
    <Entrance
      title="Keep the recovery key"
      lead="When the master key of this installation is lost, nothing that it sealed can be read, unless somebody has both halves of this key and the recovery file of the data folder. They are shown now, and never again."
    >
      <SecretText label="Half A" text={halves.a} />
      <SecretText label="Half B" text={halves.b} />
      <Text size="sm">
        Write the halves down, or print them, and give each to another person. One half alone is worth nothing.
      </Text>
      <form onSubmit={form.onSubmit(() => void navigate({ to: next }))}>
        <Stack gap="sm">
          <Group grow align="flex-start">
            <TextInput
              label="Half A ends with"
              autoComplete="off"
              required
              key={form.key('a')}
              {...form.getInputProps('a')}
            />
            <TextInput
              label="Half B ends with"
              autoComplete="off"
              required
              key={form.key('b')}
              {...form.getInputProps('b')}
            />
          </Group>
          <Group grow preventGrowOverflow={false}>
            <Button variant="default" onClick={() => window.print()}>
              Print
            </Button>
            <Button type="submit">Both halves are kept</Button>
          </Group>
        </Stack>
      </form>
    </Entrance>
  );
}
