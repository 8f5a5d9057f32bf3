import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Contact } from './words.ts';

/** Removes a person to call, after asking once more. */
export function RemoveContact({ contact, onDone }: { readonly contact: Contact; readonly onDone: () => void }) {
  const [isSure, setSure] = useState(false);
  const remove = useAct('contacts.remove', { changes: ['organisation.show'], done: onDone });
  return (
    <Stack gap="xs" mt="md">
      <Divider />
      <Text size="sm" c="dimmed">
        Of somebody who is removed, name and addresses are erased.
      </Text>
      <ProblemNote error={remove.error} />
      <Group>
        {!isSure && (
          <Button variant="default" size="xs" onClick={() => setSure(true)}>
            Remove this person
          </Button>
        )}
        {isSure && (
          <>
            <Button
              size="xs"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params: { contact: contact.id }, version: contact.version })}
            >
              Remove {contact.name}
            </Button>
            <Button variant="default" size="xs" onClick={() => setSure(false)}>
              Keep
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
