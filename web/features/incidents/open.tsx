import { Button, Paper, Radio, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { useAct } from '../../api/act.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { severities, type Severity } from './words.ts';

interface Filled {
  readonly title: string;
  readonly codeName: string;
  readonly severity: Severity;
}

/** Opens an incident: a title is enough, everything else can wait. */
export function OpenIncident() {
  const navigate = useNavigate();
  const form = useForm<Filled>({
    mode: 'uncontrolled',
    initialValues: { title: '', codeName: '', severity: 'unknown' },
  });
  const open = useAct('incidents.open', {
    changes: ['incidents.list'],
    done: ({ id }) => navigate({ to: '/incidents/$incident', params: { incident: id } }),
  });
  const send = ({ codeName, ...rest }: Filled): void =>
    open.mutate({ body: { ...rest, ...(codeName.trim() !== '' && { codeName }) } });
  return (
    <>
      <PageHead title="Open an incident">
        A title is enough. You become its lead; files, people and times follow on its own page.
      </PageHead>
      <Paper withBorder p="lg" maw={640} bg="var(--paper)">
        <form onSubmit={form.onSubmit(send)}>
          <Stack gap="md">
            <TextInput
              label="What happened, as far as you know"
              description="Members of the incident see it; the log keeps its hash alone."
              required
              maxLength={200}
              autoFocus
              key={form.key('title')}
              {...form.getInputProps('title')}
            />
            <TextInput
              label="Code name (may be left out)"
              description="To speak of it before others: it tells nothing of what it is. Chosen by chance where you leave it out."
              maxLength={60}
              key={form.key('codeName')}
              {...form.getInputProps('codeName')}
            />
            <Radio.Group label="How bad it looks" key={form.key('severity')} {...form.getInputProps('severity')}>
              <Group mt="xs">
                {Object.entries(severities).map(([value, { label }]) => (
                  <Radio key={value} value={value} label={label} />
                ))}
              </Group>
            </Radio.Group>
            <ProblemNote error={open.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => void navigate({ to: '/incidents' })}>
                Cancel
              </Button>
              <Button type="submit" loading={open.isPending}>
                Open the incident
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </>
  );
}
