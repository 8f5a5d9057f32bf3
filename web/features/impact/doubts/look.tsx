import { Anchor, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../../api/call.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { useNow } from '../../../ui/when.tsx';
import type { Doubt, Doubts } from './words.ts';

/** Seconds for which values stay in sight: two are compared, which takes longer than one is read. */
const shownFor = 120;

type Seen = Got<'doubts.reveal'>;

interface LookProps {
  readonly pair: Doubt;
  readonly of: Pick<Doubts, 'count' | 'version'>;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Both of a pair as they are: for a reason, for two minutes, in the log. */
export function LookAtBoth({ pair, of, isOpen, onClose }: LookProps) {
  return (
    <SidePanel title="Look at both" isOpen={isOpen} onClose={onClose}>
      <Look pair={pair} of={of} />
    </SidePanel>
  );
}

function Look({ pair: { number }, of: { count, version } }: Pick<LookProps, 'pair' | 'of'>) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const [seen, setSeen] = useState<Seen & { readonly until: number }>();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? 'Say why: the log keeps that you did.' : null) },
  });
  // What was revealed is held here alone, and nowhere once its time is over.
  const reveal = useMutation({
    gcTime: 0,
    mutationFn: async (reason: string) => {
      const params = { incident, count, doubt: number };
      const got = await call('doubts.reveal', { params, body: { version, reason } });
      setSeen({ ...got, until: Date.now() + 1000 * shownFor });
    },
  });
  if (seen !== undefined) return <InSight seen={seen} hide={() => setSeen(undefined)} />;
  return (
    <form onSubmit={form.onSubmit(({ reason }) => reveal.mutate(reason.trim()))}>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Names, contacts and where the records are show for {shownFor} seconds. The log tells who saw them, when and
          for which reason.
        </Text>
        <Textarea
          label="Why do you have to know?"
          required
          autosize
          minRows={2}
          maxLength={20_000}
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <ProblemNote error={reveal.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={reveal.isPending}>
            Reveal both
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function InSight({ seen, hide }: { readonly seen: Seen & { readonly until: number }; readonly hide: () => void }) {
  const left = Math.max(0, Math.ceil((seen.until - useNow(500)) / 1000));
  useEffect(() => {
    if (left === 0) hide();
  }, [left, hide]);
  return (
    <Stack gap="md">
      {[seen.one, seen.two].map((side, at) => (
        <Paper key={at === 0 ? 'one' : 'two'} withBorder p="md" bg="var(--paper)">
          <Text fw={650} size="lg" style={{ overflowWrap: 'anywhere' }}>
            {side.name || 'No name is stated'}
          </Text>
          <Text style={{ overflowWrap: 'anywhere' }}>{side.contact || 'No contact is stated'}</Text>
          <Where place={side.place} />
        </Paper>
      ))}
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          Masked again in {left} s
        </Text>
        <Button size="xs" variant="default" onClick={hide}>
          Mask now
        </Button>
      </Group>
    </Stack>
  );
}

/** Leads to the record, in the file that it is in. */
function Where({ place }: Pick<Seen['one'], 'place'>) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: run } = useQuery({
    ...ask('runs.show', { params: { incident, run: place?.run ?? '' } }),
    enabled: place !== null,
  });
  if (place === null) {
    return (
      <Text size="sm" c="dimmed">
        The file of this record is not shown any more.
      </Text>
    );
  }
  if (run === undefined) return null;
  const search = { open: `${run.evidence}.${place.file}`, at: `${place.start}-${place.start + 1}` };
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/files" params={{ incident }} search={search} {...props} />
      )}
    >
      Where the record is
    </Anchor>
  );
}
