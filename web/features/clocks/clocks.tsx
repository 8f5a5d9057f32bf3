import { Alert, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../api/query.ts';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { usePanel } from '../incidents/panel.ts';
import { mayStateAwareness, whoStatesAwareness } from '../incidents/rights.ts';
import { Candidates } from './candidates.tsx';
import { ComputedClocks } from './computed-clocks.tsx';

const regions = new Intl.DisplayNames(['en'], { type: 'region' });

/** Who must be told, by when: what is computed, and every short duty that has to be checked by hand. */
export function Clocks() {
  const { incident } = useParams({ from: '/inside/incidents/$incident/clocks' });
  const { data, error, refetch } = useQuery(ask('clocks.list', { params: { incident } }));
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const { show } = usePanel();
  if (error !== null) return <ProblemNote error={error} again={() => void refetch()} />;
  if (data === undefined) return <Skeleton h={420} />;
  const names = new Map(organisation?.entities.map(({ id, name }) => [id, name]));
  const may = shown !== undefined && mayStateAwareness(shown.own.role);
  return (
    <Stack gap="md">
      <Section
        title="Computed"
        lead="72 hours from the first statement that somebody was aware. The hour in which it was does not count; weekends and holidays do (GDPR Art. 33 (1); Regulation 1182/71 Art. 3)."
        action={
          may && (
            <Button variant="default" onClick={() => show('awareness')}>
              State what was known
            </Button>
          )
        }
      >
        {data.clocks.length === 0 ? (
          <Text>No legal entity is a controller in the EEA: nothing is computed. What may apply stands below.</Text>
        ) : (
          <ComputedClocks clocks={data.clocks} />
        )}
        {!may && data.clocks.some(({ due }) => due === null) && (
          <Text size="sm" c="dimmed">
            Awareness is stated by {whoStatesAwareness}.
          </Text>
        )}
      </Section>
      <Section
        title="Not computed: check"
        lead="Duties with a limit of 96 hours or less that country, role, sector or listing of the legal entities may bring. Whether one applies is for a person to say; people in other countries may bring more."
      >
        {data.entities === 'none' && (
          <Empty title="No legal entity is named">
            Without country, sector and role of the legal entities no other duty can be named. An admin enters them
            under Organisation.
          </Empty>
        )}
        {data.countriesUnknown.length > 0 && (
          <Alert color="yellow" icon={<IconInfoCircle aria-hidden />} title="Countries without duties here">
            <Text size="sm">
              No law of {data.countriesUnknown.map((code) => regions.of(code) ?? code).join(', ')} is known here. That
              is no sign that there is none: ask counsel there.
            </Text>
          </Alert>
        )}
        {data.candidates.length > 0 && <Candidates candidates={data.candidates} names={names} />}
        {data.entities === 'named' && data.candidates.length === 0 && <Text>None of those that are known here.</Text>}
      </Section>
      <Group>
        <Text size="xs" c="dimmed">
          No legal advice. The list ships with the program; each duty names its source.
        </Text>
      </Group>
    </Stack>
  );
}
