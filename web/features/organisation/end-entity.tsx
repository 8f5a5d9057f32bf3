import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Entity } from './words.ts';

/** Ends an entity, after asking once more: it cannot be begun again. */
export function EndEntity({ entity, onDone }: { readonly entity: Entity; readonly onDone: () => void }) {
  const [isSure, setSure] = useState(false);
  const end = useAct('entities.end', { changes: ['organisation.show'], done: onDone });
  return (
    <Stack gap="xs" mt="md">
      <Divider />
      <Text size="sm" c="dimmed">
        An entity that was sold or dissolved ends. It stays for the incidents that refer to it, and cannot be begun
        again.
      </Text>
      <ProblemNote error={end.error} />
      <Group>
        {!isSure && (
          <Button variant="default" size="xs" onClick={() => setSure(true)}>
            End this entity
          </Button>
        )}
        {isSure && (
          <>
            <Button
              size="xs"
              loading={end.isPending}
              onClick={() => end.mutate({ params: { entity: entity.id }, version: entity.version })}
            >
              End {entity.name} for good
            </Button>
            <Button variant="default" size="xs" onClick={() => setSure(false)}>
              Keep it
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
