import { Alert, Anchor, Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../../api/call.ts';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { useNow } from '../../../ui/when.tsx';
import type { Person } from '../../../ui/impact-words.ts';

/** Seconds for which a value stays in sight. */
const shownFor = 60;

interface RevealProps {
  readonly person: Person;
  readonly count: string;
  readonly version: number;
}
type Revealed = Got<'persons.reveal'> & { readonly until: number };

/** Name and contact of one person as they are: for a reason, for a minute, in the log. */
export function Reveal({ person: { number }, count, version }: RevealProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const [seen, setSeen] = useState<Revealed>();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? 'Say why: the log keeps that you did.' : null) },
  });
  // What was revealed is held here alone, and nowhere once its time is over.
  const reveal = useMutation({
    gcTime: 0,
    mutationFn: async (reason: string) => {
      const params = { incident, count, number };
      const got = await call('persons.reveal', { params, body: { version, reason } });
      setSeen({ ...got, until: Date.now() + 1000 * shownFor });
    },
  });
  if (seen !== undefined) return <InSight seen={seen} hide={() => setSeen(undefined)} />;
  return (
    <form onSubmit={form.onSubmit(({ reason }) => reveal.mutate(reason.trim()))}>
      <Stack gap="sm">
        <Title order={3}>Reveal name and contact</Title>
        <Text size="sm" c="dimmed">
          They show for {shownFor} seconds. The log tells who saw this person, when and for which reason.
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
            Reveal
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function InSight({ seen, hide }: { readonly seen: Revealed; readonly hide: () => void }) {
  const left = Math.max(0, Math.ceil((seen.until - useNow(500)) / 1000));
  useEffect(() => {
    if (left === 0) hide();
  }, [left, hide]);
  return (
    <Stack gap="sm">
      <Paper withBorder p="md" bg="var(--paper)">
        <Text fw={650} size="lg" style={{ overflowWrap: 'anywhere' }}>
          {seen.name || 'No name is stated'}
        </Text>
        <Text style={{ overflowWrap: 'anywhere' }}>{seen.contact || 'No contact is stated'}</Text>
        <Group justify="space-between" mt="sm">
          <Text size="sm" c="dimmed">
            Masked again in {left} s
          </Text>
          <Button size="xs" variant="default" onClick={hide}>
            Mask now
          </Button>
        </Group>
      </Paper>
      <First first={seen.first} />
    </Stack>
  );
}

/** Leads to the first record of the person, in the file that it is in. */
function First({ first }: Pick<Revealed, 'first'>) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: run } = useQuery({
    ...ask('runs.show', { params: { incident, run: first?.run ?? '' } }),
    enabled: first !== null,
  });
  if (first === null) {
    return (
      <Alert color="gray" title="Where the first record is, is not shown any more">
        Its file was inspected anew, or is in a part of the incident that you are not let into.
      </Alert>
    );
  }
  if (run === undefined) return null;
  const { file, span } = first;
  const search = { open: `${run.evidence}.${file}`, at: `${span.start}-${span.end}` };
  return (
    <Anchor
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/files" params={{ incident }} search={search} {...props} />
      )}
    >
      Where the first record is
    </Anchor>
  );
}
