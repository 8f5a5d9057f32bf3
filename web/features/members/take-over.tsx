import { Alert, Button, Stack, Text, Textarea } from '@mantine/core';
import { IconUserExclamation } from '@tabler/icons-react';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { mayTakeOver } from '../incidents/rights.ts';
import type { Member } from './words.ts';

interface TakeOverProps {
  readonly incident: Got<'incidents.show'>;
  readonly members: readonly Member[];
}

/** Where no lead can act any more: whoever answers with him becomes lead, for a reason. Nothing otherwise. */
export function TakeOver({ incident, members }: TakeOverProps) {
  const [reason, setReason] = useState('');
  const take = useAct('members.take-over', { changes: ['members.list', 'incidents.show'] });
  const hasLead = members.some(({ role, standing }) => role === 'lead' && standing === 'active');
  if (hasLead) return null;
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
            <Textarea
              label="Why you take over"
              required
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
        <Text size="sm">An analyst, the data protection officer or legal can take over.</Text>
      )}
    </Alert>
  );
}
