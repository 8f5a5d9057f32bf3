import { Alert, Button, Stack, Text, Textarea } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { mayTakeOver } from '../incidents/rights.ts';
import { hasLead, type Member } from './words.ts';

interface TakeOverProps {
  readonly incident: Got<'incidents.show'>;
  readonly members: readonly Member[];
}

/** Where no lead can act any more: whoever answers with him becomes lead, for a reason. Nothing otherwise. */
export function TakeOver({ incident, members }: TakeOverProps) {
  const [reason, setReason] = useState('');
  const take = useAct('members.take-over', {
    changes: ['members.list', 'incidents.show', 'incidents.list', 'desk.show', 'log.list'],
  });
  if (hasLead(members)) return null;
  return (
    <Alert color="yellow" icon={<IconUserExclamation aria-hidden />} title="No lead can act">
      {mayTakeOver(incident.own.role) ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            take.mutate({ params: { incident: incident.id }, body: { reason } });
          }}
        >
          <Stack gap="sm">
            <Text size="sm">
              Nobody can let people in or out. You can become lead; you see no more by it than before. The log tells
              that you did, and keeps the hash of the reason.
            </Text>
            <Textarea
              label="Why you take over"
              required
              autosize
              minRows={2}
              maxLength={2000}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
            <ProblemNote error={take.error} />
            <Button
              type="submit"
              loading={take.isPending}
              disabled={reason.trim() === ''}
              style={{ alignSelf: 'flex-start' }}
            >
              Become lead
            </Button>
          </Stack>
        </form>
      ) : (
        <Text size="sm">{whoElse(members)}</Text>
      )}
    </Alert>
  );
}

function whoElse(members: readonly Member[]): string {
  const able = members.filter(({ role, standing }) => standing === 'active' && mayTakeOver(role));
  if (able.length > 0) return `${able.map(({ name }) => name).join(', ')} can take over. Tell them.`;
  return 'No analyst, data protection officer or legal is a member, so nobody here can take over. An admin can let the lead in again, where they were shut out.';
}
