import { Alert, Paper, Stack, Text, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { call } from '../../../api/call.ts';
import type { Got } from '../../../api/contract.ts';
import type { Person } from '../../../ui/impact-words.ts';
import { RevealFor, type SeenProps, ToRecord } from '../parts/reveal.tsx';

const seconds = 60;

interface RevealProps {
  readonly person: Person;
  readonly count: string;
  readonly version: number;
}
type Revealed = Got<'persons.reveal'>;

/** Name and contact of one person as they are. */
export function Reveal({ person: { number }, count, version }: RevealProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const params = { incident, count, number };
  return (
    <RevealFor<Revealed>
      seconds={seconds}
      act="Reveal"
      reveal={(reason) => call('persons.reveal', { params, body: { version, reason } })}
      shown={InSight}
    >
      <Title order={3}>Reveal name and contact</Title>
      <Text size="sm" c="dimmed">
        They show for {seconds} seconds. The log tells who saw this person, when and for which reason.
      </Text>
    </RevealFor>
  );
}

function InSight({ seen: { name, contact, first }, masking }: SeenProps<Revealed>) {
  return (
    <Stack gap="sm">
      <Paper withBorder p="md" bg="var(--paper)">
        <Stack gap="sm">
          <Named name={name} contact={contact} />
          {masking}
        </Stack>
      </Paper>
      <First first={first} />
    </Stack>
  );
}

export function Named({ name, contact }: Pick<Revealed, 'name' | 'contact'>) {
  return (
    <div>
      <Text fw={650} size="lg" style={{ overflowWrap: 'anywhere' }}>
        {name || 'No name is stated'}
      </Text>
      <Text style={{ overflowWrap: 'anywhere' }}>{contact || 'No contact is stated'}</Text>
    </div>
  );
}

/** Leads to the first record of the person. */
function First({ first }: Pick<Revealed, 'first'>) {
  if (first === null) {
    return (
      <Alert color="gray" title="Where the first record is, is not shown any more">
        Its file was inspected anew, or is in a part of the incident that you are not let into.
      </Alert>
    );
  }
  return (
    <Text>
      <ToRecord {...first}>Where the first record is</ToRecord>
    </Text>
  );
}
