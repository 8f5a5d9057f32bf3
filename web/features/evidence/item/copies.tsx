import { Anchor, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { addressOf } from '../../../api/call.ts';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import type { Role, ShownItem } from '../words.ts';
import { Part } from './part.tsx';

interface CopiesProps {
  readonly incident: string;
  readonly item: ShownItem;
  readonly role: Role;
}

type Kind = 'read' | 'export';

/** The bytes themselves, for a reason: to work with, or as a copy that leaves for somebody. */
export function Copies({ incident, item, role }: CopiesProps) {
  const [kind, setKind] = useState<Kind>();
  const isOpenable = item.state === 'complete' && item.sha256 !== null;
  const mayRead = mayWithEvidence('read', role);
  const mayExport = mayWithEvidence('export', role);
  if (!isOpenable || (!mayRead && !mayExport)) return null;
  return (
    <Part title="The bytes">
      <Text size="sm" c="dimmed">
        As they were handed in, and hostile as they may be: open them on a machine that may break. The log tells who
        fetched them.
      </Text>
      <Group gap="xs">
        {mayRead && (
          <Button variant="default" size="xs" aria-expanded={kind === 'read'} onClick={() => setKind('read')}>
            Fetch the file
          </Button>
        )}
        {mayExport && (
          <Button variant="default" size="xs" aria-expanded={kind === 'export'} onClick={() => setKind('export')}>
            Export a copy
          </Button>
        )}
      </Group>
      {kind !== undefined && <Asking key={kind} kind={kind} incident={incident} evidence={item.id} />}
    </Part>
  );
}

interface AskingProps {
  readonly kind: Kind;
  readonly incident: string;
  readonly evidence: string;
}

function Asking({ kind, incident, evidence }: AskingProps) {
  const [reason, setReason] = useState('');
  const [recipient, setRecipient] = useState('');
  const params = { incident, evidence };
  const changes = ['log.list'] as const;
  const read = useAct('evidence.ask-read', { changes });
  const copy = useAct('evidence.ask-export', { changes });
  const isCopy = kind === 'export';
  const granted = isCopy ? copy.data : read.data;
  const isSaid = reason.trim() !== '' && (!isCopy || recipient.trim() !== '');
  const send = (): void => {
    if (isCopy) copy.mutate({ params, body: { reason, recipient } });
    else read.mutate({ params, body: { reason } });
  };
  if (granted !== undefined) {
    const given = { params: { ...params, reading: granted.reading } };
    const [, address] = isCopy ? addressOf('evidence.export', given) : addressOf('evidence.read', given);
    return (
      <Text size="sm" role="status">
        <Anchor href={address} download size="sm">
          Save {isCopy ? 'the copy' : 'the file'}
        </Anchor>{' '}
        within ten minutes.
        {isCopy && copy.data !== undefined && ` Its mark is ${copy.data.mark}.`}
      </Text>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) send();
      }}
    >
      <Stack gap="sm">
        {isCopy && (
          <TextInput
            label="Who gets it"
            required
            maxLength={300}
            value={recipient}
            onChange={({ currentTarget }) => setRecipient(currentTarget.value)}
          />
        )}
        <Textarea
          label="Why"
          required
          autosize
          minRows={2}
          maxLength={20_000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <ProblemNote error={isCopy ? copy.error : read.error} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!isSaid} loading={copy.isPending || read.isPending}>
            {isCopy ? 'Export' : 'Fetch'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
