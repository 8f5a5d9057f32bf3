import { Button, Group, MultiSelect, Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { ask } from '../../../api/query.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { type Role, sealings, type ShownItem } from '../words.ts';
import { Part } from './part.tsx';

interface SealOffProps {
  readonly incident: string;
  readonly item: ShownItem;
  readonly role: Role;
}

/** For what is illegal or classified: a decision that cannot be undone. */
export function SealOff({ incident, item, role }: SealOffProps) {
  const [isOpen, setOpen] = useState(false);
  if (item.state === 'abandoned' || !mayWithEvidence('seal-off', role)) return null;
  // Of what is sealed off already only those who are named may name others.
  if (item.sealedOff !== null && item.name === null) return null;
  return (
    <Part title="Seal off">
      <Text size="sm" c="dimmed">
        For what is illegal to hold or look at, or classified: only people whom you name can open it and all else of the
        same bytes, and no inspection reads it. It cannot be undone.
      </Text>
      <Group>
        <Button variant="default" size="xs" onClick={() => setOpen(true)}>
          {item.sealedOff === null ? 'Seal off…' : 'Name others…'}
        </Button>
      </Group>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Seal this item off?">
        <Form incident={incident} item={item} onDone={() => setOpen(false)} />
      </Dialog>
    </Part>
  );
}

function Form({ incident, item, onDone }: Pick<SealOffProps, 'incident' | 'item'> & { readonly onDone: () => void }) {
  const { data } = useQuery(ask('members.list', { params: { incident } }));
  const [why, setWhy] = useState<keyof typeof sealings>(item.sealedOff?.why ?? 'classified');
  const [people, setPeople] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const seal = useAct('evidence.seal-off', {
    changes: ['evidence.list', 'evidence.show', 'runs.list', 'files.list', 'impact.show', 'log.list'],
    done: onDone,
  });
  const members = (data?.members ?? []).filter(({ standing }) => standing === 'active');
  const isSaid = people.length > 0 && reason.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) seal.mutate({ params: { incident, evidence: item.id }, body: { why, people, reason } });
      }}
    >
      <Stack gap="md">
        <Radio.Group label="Why" value={why} onChange={(value) => setWhy(value as keyof typeof sealings)}>
          <Stack gap="xs" mt="xs">
            {Object.entries(sealings).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        <MultiSelect
          label="People who alone may open it"
          description="Name yourself as well, where you are to open it"
          data={members.map(({ person, name }) => ({ value: person, label: name }))}
          value={people}
          onChange={setPeople}
          searchable
          required
        />
        <Textarea
          label="Reason"
          required
          autosize
          minRows={2}
          maxLength={20_000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ProblemNote error={seal.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" color="red" disabled={!isSaid} loading={seal.isPending}>
            Seal off
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
