import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { When } from '../../../ui/when.tsx';
import type { ShownItem } from '../words.ts';
import classes from './facts.module.css';
import { Part } from './part.tsx';

interface CustodyProps {
  readonly incident: string;
  readonly item: ShownItem;
  readonly own: Got<'incidents.show'>['own'];
  readonly nameOf: (person: string) => string;
}

/** Who answered for an item and who does now; passed on by that person, or by a lead. */
export function Custody({ incident, item, own, nameOf }: CustodyProps) {
  const { data: session } = useQuery(ask('session.show'));
  const [isPassing, setPassing] = useState(false);
  const isOwn = item.custodian === session?.person;
  const mayPass = item.state === 'complete' && mayWithEvidence('hand-in', own.role) && (isOwn || own.role === 'lead');
  if (item.custody.length === 0) return null;
  return (
    <Part
      title="Who answers for it"
      action={
        mayPass &&
        !isPassing && (
          <Button variant="default" size="xs" onClick={() => setPassing(true)}>
            Pass on
          </Button>
        )
      }
    >
      <ol className={classes['steps']}>
        {item.custody.map(({ number, at, by, from, to, outside, why }) => (
          <li key={number}>
            <Text size="sm">
              {from !== null && number > 1 && `${nameOf(from)} to `}
              {from === null && number > 1 && 'From outside to '}
              <Text span size="sm" fw={600}>
                {to === null ? `${outside ?? 'somebody'} (outside)` : nameOf(to)}
              </Text>
              : {why}
            </Text>
            <Text size="xs" c="dimmed">
              <When at={at} /> · recorded by {nameOf(by)}
            </Text>
          </li>
        ))}
      </ol>
      {isPassing && <PassOn incident={incident} item={item} onDone={() => setPassing(false)} />}
    </Part>
  );
}

const outsideChoice = 'outside';

function PassOn({ incident, item, onDone }: Pick<CustodyProps, 'incident' | 'item'> & { readonly onDone: () => void }) {
  const { data } = useQuery(ask('members.list', { params: { incident } }));
  const [to, setTo] = useState<string | null>(null);
  const [outside, setOutside] = useState('');
  const [why, setWhy] = useState('');
  const pass = useAct('evidence.pass-custody', {
    changes: ['evidence.show', 'evidence.list', 'log.list'],
    done: onDone,
  });
  const people = (data?.members ?? []).filter(
    ({ person, standing }) => standing === 'active' && person !== item.custodian,
  );
  const isSaid = why.trim() !== '' && to !== null && (to !== outsideChoice || outside.trim() !== '');
  const send = (): void =>
    pass.mutate({
      params: { incident, evidence: item.id },
      body: {
        from: item.custodian,
        why,
        ...(to === outsideChoice ? { outside } : { to: to ?? '' }),
      },
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) send();
      }}
    >
      <Stack gap="sm">
        <Select
          label="To whom"
          searchable
          required
          data={[
            ...people.map(({ person, name }) => ({ value: person, label: name })),
            { value: outsideChoice, label: 'Somebody outside…' },
          ]}
          value={to}
          onChange={setTo}
        />
        {to === outsideChoice && (
          <TextInput
            label="Who, outside"
            description="Name and organisation, as a receipt would have it"
            required
            maxLength={300}
            value={outside}
            onChange={({ currentTarget }) => setOutside(currentTarget.value)}
          />
        )}
        <Textarea
          label="Why"
          required
          autosize
          minRows={2}
          maxLength={20_000}
          value={why}
          onChange={({ currentTarget }) => setWhy(currentTarget.value)}
        />
        <ProblemNote error={pass.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" disabled={!isSaid} loading={pass.isPending}>
            Pass on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
