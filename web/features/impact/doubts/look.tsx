import { Paper, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { call } from '../../../api/call.ts';
import type { Got } from '../../../api/contract.ts';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { RevealFor, type SeenProps, ToRecord } from '../parts/reveal.tsx';
import { Named } from '../persons/reveal.tsx';
import type { Doubt, Doubts } from './words.ts';

/** Two are compared, which takes longer than one is read. */
const seconds = 120;

type Seen = Got<'doubts.reveal'>;

interface LookProps {
  readonly pair: Doubt;
  readonly of: Pick<Doubts, 'count' | 'version'>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Both of a pair as they are. */
export function LookAtBoth({ pair: { number }, of: { count, version }, isOpen, onClose }: LookProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const params = { incident, count, doubt: number };
  return (
    <SidePanel title="Look at both" isOpen={isOpen} onClose={onClose}>
      <RevealFor<Seen>
        seconds={seconds}
        act="Reveal both"
        reveal={(reason) => call('doubts.reveal', { params, body: { version, reason } })}
        shown={InSight}
      >
        <Text size="sm" c="dimmed">
          Names, contacts and where the records are show for {seconds} seconds. The log tells who saw them, when and for
          which reason.
        </Text>
      </RevealFor>
    </SidePanel>
  );
}

function InSight({ seen: { one, two }, masking }: SeenProps<Seen>) {
  return (
    <Stack gap="md">
      <Side side={one} />
      <Side side={two} />
      {masking}
    </Stack>
  );
}

function Side({ side: { name, contact, place } }: { readonly side: Seen['one'] }) {
  return (
    <Paper withBorder p="md" bg="var(--paper)">
      <Named name={name} contact={contact} />
      <Text size="sm" c={place === null ? 'dimmed' : undefined}>
        {place === null ? (
          'The file of this record is not shown any more.'
        ) : (
          <ToRecord run={place.run} file={place.file} span={{ start: place.start, end: place.start + 1 }}>
            Where the record is
          </ToRecord>
        )}
      </Text>
    </Paper>
  );
}
