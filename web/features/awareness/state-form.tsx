import { Button, Group, Radio, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ask } from '../../api/query.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { absolute } from '../../ui/when.tsx';
import { WallClockField } from '../../ui/wall-clock-field.tsx';
import { instantOf, wallTime } from '../../ui/wall-time.ts';
import { useZone } from '../../ui/zone.ts';
import { compartments } from '../../ui/evidence-words.ts';
import { type Statement, type Step, steps } from './words.ts';

interface StateFormProps {
  readonly incident: Got<'incidents.show'>;
  readonly onDone: () => void;
}

/** Clocks of two machines differ by less, as the server has it. */
const mostAhead = 60_000;

/** Says since when something was known: now, in the reader's zone and for all legal entities, unless said otherwise. */
export function StateForm({ incident, onDone }: StateFormProps) {
  const [own] = useZone();
  const [zone, setZone] = useState(own);
  const [wall, setWall] = useState(() => wallTime(Date.now(), own));
  const [step, setStep] = useState<Step>('aware');
  const [said, setSaid] = useState<string | null>(null);
  const [entity, setEntity] = useState<string | null>(incident.own.entities?.[0] ?? null);
  const [compartment, setCompartment] = useState<Statement['compartment']>(() =>
    incident.own.compartments.includes('facts') ? 'facts' : (incident.own.compartments[0] ?? 'facts'),
  );
  const [note, setNote] = useState('');
  const { data: session } = useQuery(ask('session.show'));
  const { data: list } = useQuery(ask('members.list', { params: { incident: incident.id } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const state = useAct('awareness.state', {
    changes: ['awareness.list', 'clocks.list', 'desk.show'],
    done: onDone,
  });
  const since = instantOf(wall, zone);
  const wrong = whatIsWrong(wall, since);
  const seen = incident.own.entities;
  const entities = (organisation?.entities ?? []).filter(
    ({ id, endedAt }) => endedAt === null && (seen === null || seen.includes(id)),
  );
  const send = (): void => {
    if (since === undefined) return;
    const saidBy = said ?? session?.person;
    const text = note.trim();
    state.mutate({
      params: { incident: incident.id },
      body: {
        step,
        since,
        zone,
        entity,
        compartment,
        ...(saidBy !== undefined && { saidBy }),
        note: text === '' ? null : text,
      },
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack gap="md">
        <Radio.Group label="What was known" value={step} onChange={(value) => setStep(value as Step)}>
          <Stack gap="xs" mt="xs">
            {steps.map(({ step: value, label, hint }) => (
              <Radio key={value} value={value} label={label} description={hint} />
            ))}
          </Stack>
        </Radio.Group>
        <WallClockField label="Since when" wall={wall} zone={zone} onWall={setWall} onZone={setZone} error={wrong} />
        {since !== undefined && wrong === undefined && (
          <Text size="xs" c="dimmed">
            That is {absolute(since, zone)}, {absolute(since, 'UTC')}.
          </Text>
        )}
        <Select
          label="Who knew"
          allowDeselect={false}
          data={(list?.members ?? []).map(({ person, name }) => ({ value: person, label: name }))}
          value={said ?? session?.person ?? null}
          onChange={setSaid}
        />
        {entities.length > 0 && (
          <Select
            label="For"
            allowDeselect={false}
            data={[
              ...(seen === null ? [{ value: '', label: 'All legal entities' }] : []),
              ...entities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={entity ?? ''}
            onChange={(value) => setEntity(value === '' ? null : value)}
          />
        )}
        {incident.own.compartments.length > 1 && (
          <Select
            label="Who may read it"
            allowDeselect={false}
            data={incident.own.compartments.map((value) => ({ value, label: compartments[value].label }))}
            value={compartment}
            onChange={(value) => setCompartment((value ?? 'facts') as Statement['compartment'])}
          />
        )}
        <Textarea
          label="By what (may be left out)"
          autosize
          minRows={2}
          maxLength={20_000}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <ProblemNote error={state.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={state.isPending} disabled={wrong !== undefined}>
            State it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function whatIsWrong(wall: string, since: string | undefined): string | undefined {
  if (wall === '') return 'Day and time are needed';
  if (since === undefined) return 'The clocks of this zone never showed this time';
  return Date.parse(since) > Date.now() + mostAhead ? 'This is still to come' : undefined;
}
