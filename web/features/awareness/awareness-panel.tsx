import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { mayStateAwareness, whoStatesAwareness } from '../incidents/rights.ts';
import { StateForm } from './state-form.tsx';
import { Statements } from './statements.tsx';

/** What was known when, in three steps. Nothing is overwritten: a later statement stands beside the earlier. */
export function AwarenessPanel({ incident }: { readonly incident: Got<'incidents.show'> }) {
  const { data, error, refetch } = useQuery(ask('awareness.list', { params: { incident: incident.id } }));
  const [isStating, { open, close }] = useDisclosure(false);
  const may = mayStateAwareness(incident.own.role);
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        The clocks of the law run from here. What was stated stays; a correction is another statement, and the earliest
        counts.
      </Text>
      {may && !isStating && <Button onClick={open}>State what was known</Button>}
      {may && isStating && <StateForm incident={incident} onDone={close} />}
      {!may && <Text size="sm">It is stated by {whoStatesAwareness}.</Text>}
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null ? (
        <Skeleton h={220} />
      ) : (
        <Statements incident={incident.id} statements={data?.statements ?? []} />
      )}
    </Stack>
  );
}
