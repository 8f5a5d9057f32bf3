import { Button, Group, Paper, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import type { Member } from './words.ts';

interface RemoveMemberProps {
  readonly incident: string;
  readonly member: Member;
  readonly onDone: () => void;
}

/** Takes somebody out, for a reason. What the member did stays in the log. */
export function RemoveMember({ incident, member, onDone }: RemoveMemberProps) {
  const [reason, setReason] = useState('');
  const remove = useAct('members.remove', { changes: ['members.list'], done: onDone });
  return (
    <Paper withBorder p="md" mb="sm" bg="var(--ground)">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate({ params: { incident, person: member.person }, body: { reason } });
        }}
      >
        <Stack gap="md">
          <Textarea
            label={`Why ${member.name} is taken out`}
            description="What the member did stays in the log; the incident is gone for the member at once."
            required
            maxLength={2000}
            autosize
            minRows={2}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <ProblemNote error={remove.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={remove.isPending} disabled={reason.trim() === ''}>
              Take out
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
