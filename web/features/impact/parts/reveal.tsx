import { Anchor, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { ask } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { useNow } from '../../../ui/when.tsx';

/** What shows what was revealed; `masking` says how long yet, and ends it. */
export interface SeenProps<T> {
  readonly seen: T;
  readonly masking: ReactNode;
}

interface RevealForProps<T> {
  /** Seconds for which what was revealed stays in sight. */
  readonly seconds: number;
  /** Stands above the form. */
  readonly children: ReactNode;
  /** What the button says. */
  readonly act: string;
  readonly reveal: (reason: string) => Promise<T>;
  readonly shown: ComponentType<SeenProps<T>>;
}

/** Values as they are: for a reason, for a time, in the log. They are held here alone, and nowhere once the time is over. */
export function RevealFor<T>({ seconds, children, act, reveal, shown: Shown }: RevealForProps<T>) {
  const [seen, setSeen] = useState<{ readonly values: T; readonly until: number }>();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? 'Say why: the log keeps that you did.' : null) },
  });
  const asking = useMutation({
    gcTime: 0,
    mutationFn: async (reason: string) => {
      const values = await reveal(reason);
      setSeen({ values, until: Date.now() + 1000 * seconds });
    },
  });
  if (seen !== undefined) {
    const masking = <Masking until={seen.until} hide={() => setSeen(undefined)} />;
    return <Shown seen={seen.values} masking={masking} />;
  }
  return (
    <form onSubmit={form.onSubmit(({ reason }) => asking.mutate(reason.trim()))}>
      <Stack gap="sm">
        {children}
        <Textarea
          label="Why do you have to know?"
          required
          autosize
          minRows={2}
          maxLength={20_000}
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <ProblemNote error={asking.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={asking.isPending}>
            {act}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Masking({ until, hide }: { readonly until: number; readonly hide: () => void }) {
  const left = Math.max(0, Math.ceil((until - useNow(500)) / 1000));
  useEffect(() => {
    if (left === 0) hide();
  }, [left, hide]);
  return (
    <Group justify="space-between">
      <Text size="sm" c="dimmed">
        Masked again in {left} s
      </Text>
      <Button size="xs" variant="default" onClick={hide}>
        Mask now
      </Button>
    </Group>
  );
}

interface ToRecordProps {
  readonly run: string;
  readonly file: number;
  readonly span: { readonly start: number; readonly end: number };
  readonly children: ReactNode;
}

/** Leads to a record, in the file that it is in. */
export function ToRecord({ run: id, file, span, children }: ToRecordProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: run } = useQuery(ask('runs.show', { params: { incident, run: id } }));
  if (run === undefined) return null;
  const search = { open: `${run.evidence}.${file}`, at: `${span.start}-${span.end}` };
  return (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link to="/incidents/$incident/impact/files" params={{ incident }} search={search} {...props} />
      )}
    >
      {children}
    </Anchor>
  );
}
