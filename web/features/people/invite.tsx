import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { Handed } from './handed.tsx';
import { type Person, roles } from './words.ts';

interface InviteDrawerProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Invites somebody; the code of the invitation is shown once. */
export function InviteDrawer({ isOpen, onClose }: InviteDrawerProps) {
  return (
    <SidePanel title="Invite somebody" isOpen={isOpen} onClose={onClose} isHeld>
      <InviteForm onDone={onClose} />
    </SidePanel>
  );
}

interface Filled {
  readonly name: string;
  readonly mail: string;
  readonly installationRole: Person['installationRole'];
}
const nobody: Filled = { name: '', mail: '', installationRole: 'none' };

export function InviteForm({ onDone }: { readonly onDone?: () => void }) {
  const form = useForm<Filled>({ initialValues: nobody });
  const [handed, setHanded] = useState<{ readonly token: string; readonly expires: string; readonly to: string }>();
  const invite = useAct('people.invite', {
    changes: ['people.list'],
    done: ({ token, expires }) => setHanded({ token, expires, to: form.getValues().name }),
  });
  if (handed !== undefined)
    return (
      <Stack gap="md">
        <Handed page="/join" {...handed} />
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              form.setValues(nobody);
              setHanded(undefined);
              invite.reset();
            }}
          >
            Invite another
          </Button>
          {onDone !== undefined && <Button onClick={onDone}>Done</Button>}
        </Group>
      </Stack>
    );
  return (
    <form onSubmit={form.onSubmit((body) => invite.mutate({ body }))}>
      <Stack gap="md">
        <TextInput label="Name" required maxLength={300} data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label="Mail address"
          description="To sign in with. No mail is sent: you hand the code over yourself."
          type="email"
          required
          maxLength={254}
          {...form.getInputProps('mail')}
        />
        <Radio.Group label="Role in the installation" {...form.getInputProps('installationRole')}>
          <Stack gap="xs" mt="xs">
            {Object.entries(roles).map(([value, { label, hint }]) => (
              <Radio key={value} value={value} label={label} description={hint} />
            ))}
          </Stack>
        </Radio.Group>
        <ProblemNote error={invite.error} />
        <Group justify="flex-end">
          {onDone !== undefined && (
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
          )}
          <Button type="submit" loading={invite.isPending}>
            Invite
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
