import { Blockquote, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { compartments } from '../../../ui/evidence-words.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { absolute, useNow } from '../../../ui/when.tsx';
import { WallClockField } from '../../../ui/wall-clock-field.tsx';
import { instantOf, wallTime } from '../../../ui/wall-time.ts';
import { useZone } from '../../../ui/zone.ts';
import { functions } from '../../organisation/words.ts';
import type { Decision } from '../words.ts';

interface DecisionFormProps {
  readonly incident: string;
  readonly own: Got<'incidents.show'>['own'];
  readonly contacts: Got<'first-hour.show'>['contacts'];
  /** Whose place it takes; then it stands where that stands. */
  readonly before: Decision | undefined;
  readonly onDone: () => void;
}

export function DecisionForm({ incident, own, contacts, before, onDone }: DecisionFormProps) {
  const [zone] = useZone();
  const now = useNow(30_000);
  const { data: session } = useQuery(ask('session.show'));
  const { data: list } = useQuery(ask('members.list', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const [text, setText] = useState('');
  const [options, setOptions] = useState('');
  const [by, setBy] = useState<string>();
  const [wall, setWall] = useState(() => wallTime(Date.now(), zone));
  const [saidIn, setSaidIn] = useState(zone);
  const [compartment, setCompartment] = useState<Decision['compartment']>(
    before?.compartment ?? own.compartments.find((one) => one === 'facts') ?? own.compartments[0] ?? 'facts',
  );
  const [entity, setEntity] = useState(before === undefined ? (own.entities?.[0] ?? '') : (before.entity ?? ''));
  const add = useAct('decisions.add', { changes: ['decisions.list', 'first-hour.show', 'log.list'], done: onDone });
  const at = instantOf(wall, saidIn);
  const isAhead = at !== undefined && Date.parse(at) > now + 60_000;
  const wrong =
    at === undefined ? 'No time that the clocks of this zone showed' : isAhead ? 'This is still to come' : undefined;
  const entities = (organisation?.entities ?? []).filter(
    ({ id, endedAt }) => endedAt === null && (own.entities === null || own.entities.includes(id)),
  );
  const people = (list?.members ?? []).map(({ person, name }) => ({ value: `person ${person}`, label: name }));
  const called = contacts.map(({ id, name, function: what }) => ({
    value: `contact ${id}`,
    label: `${name} (${functions[what]})`,
  }));
  const chosen = by ?? (session === undefined ? null : `person ${session.person}`);
  const send = (): void => {
    const [kind, id] = (chosen ?? '').split(' ');
    if (at === undefined || id === undefined) return;
    add.mutate({
      params: { incident },
      body: {
        text,
        options: options
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
        decidedBy: { kind: kind === 'contact' ? 'contact' : 'person', id },
        at,
        zone: saidIn,
        compartment,
        entity: entity === '' ? null : entity,
        supersedes: before?.id ?? null,
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
        {before !== undefined && (
          <Blockquote p="sm" cite={`${before.decidedBy.name ?? 'somebody'}, ${absolute(before.at, zone)}`}>
            {before.text}
          </Blockquote>
        )}
        <Textarea
          label="What was decided"
          required
          autosize
          minRows={3}
          maxLength={20_000}
          data-autofocus
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Textarea
          label="What else could have been chosen (may be left out)"
          description="One on each line"
          autosize
          minRows={2}
          value={options}
          onChange={({ currentTarget }) => setOptions(currentTarget.value)}
        />
        <Select
          label="Who decided"
          searchable
          allowDeselect={false}
          data={[
            { group: 'Members', items: people },
            ...(called.length > 0 ? [{ group: 'People to call', items: called }] : []),
          ]}
          value={chosen}
          onChange={(value) => value !== null && setBy(value)}
        />
        <WallClockField label="When" wall={wall} zone={saidIn} onWall={setWall} onZone={setSaidIn} error={wrong} />
        {before === undefined && own.compartments.length > 1 && (
          <Select
            label="Who may read it"
            allowDeselect={false}
            data={own.compartments.map((value) => ({
              value,
              label: `${compartments[value].label}: ${compartments[value].hint}`,
            }))}
            value={compartment}
            onChange={(value) => setCompartment((value ?? 'facts') as Decision['compartment'])}
          />
        )}
        {before === undefined && entities.length > 0 && (
          <Select
            label="For"
            allowDeselect={false}
            data={[
              ...(own.entities === null ? [{ value: '', label: 'All legal entities' }] : []),
              ...entities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={entity}
            onChange={(value) => setEntity(value ?? '')}
          />
        )}
        <Text size="xs" c="dimmed">
          It cannot be changed afterwards. The log keeps its hash, and not its words.
        </Text>
        <ProblemNote error={add.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={add.isPending} disabled={wrong !== undefined}>
            Put it down
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
