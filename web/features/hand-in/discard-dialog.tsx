import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';

interface DiscardDialogProps {
  /** What is to be discarded; undefined closes it. */
  readonly name: string | undefined;
  readonly discard: () => Promise<void>;
  readonly onClose: () => void;
}

/** A decision: what arrived of an upload is gone then, and the log tells that it was begun and ended early. */
export function DiscardDialog({ name, discard, onClose }: DiscardDialogProps) {
  const act = useMutation({ mutationFn: discard, onSuccess: onClose });
  return (
    <Dialog isOpen={name !== undefined} onClose={onClose} title="Discard this upload?">
      <Stack gap="md">
        <Text style={{ overflowWrap: 'anywhere' }}>{name}</Text>
        <Text size="sm" c="dimmed">
          What has arrived of it is discarded. The item stays in the list as abandoned.
        </Text>
        <ProblemNote error={act.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button color="red" loading={act.isPending} onClick={() => act.mutate()}>
            Discard
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
