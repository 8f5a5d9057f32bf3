import { Button, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useAct } from '../../api/act.ts';
import { problemOf } from '../../api/problem.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useOrganisation } from './use-organisation.ts';
import type { Organisation } from './words.ts';

/** What the organisation is called: on the desk, and on what leaves it. */
export function NameSection() {
  const { data, mayEdit, error, refetch } = useOrganisation();
  return (
    <Section title="Name" lead="Stands on reports and notices.">
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={36} maw={440} />}
      {data !== undefined && mayEdit && <NameForm organisation={data} />}
      {data !== undefined && !mayEdit && (
        <Text fw={500} c={data.name === null ? 'dimmed' : undefined}>
          {data.name ?? 'Not named yet. An admin names it.'}
        </Text>
      )}
    </Section>
  );
}

function NameForm({ organisation }: { readonly organisation: Organisation }) {
  const [before, setBefore] = useState(organisation);
  const form = useForm({ initialValues: { name: organisation.name ?? '' } });
  const edit = useAct('organisation.edit', {
    changes: ['organisation.show'],
    done: ({ name, version }) => {
      setBefore((known) => ({ ...known, name, version }));
      form.setValues({ name });
    },
  });
  const isClash = edit.error !== null && problemOf(edit.error).code === 'changed-meanwhile';
  const { refetch } = useOrganisation();
  const send = async (version: number): Promise<void> => {
    await edit
      .mutateAsync({ body: { name: form.getValues().name.trim() }, version })
      // The conflict shows what is saved now.
      .catch(() => refetch());
  };
  return (
    <form onSubmit={form.onSubmit(() => void send(before.version))}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Name of the organisation"
            placeholder="Muster Group"
            required
            maxLength={200}
            flex="1 1 240px"
            maw={440}
            autoComplete="organization"
            {...form.getInputProps('name')}
          />
          <Button
            type="submit"
            loading={edit.isPending}
            disabled={form.getValues().name.trim() === (before.name ?? '')}
          >
            Save
          </Button>
        </Group>
        {!isClash && <ProblemNote error={edit.error} />}
        {isClash && (
          <Conflict
            clashes={[{ label: 'Name', theirs: organisation.name ?? 'none', yours: form.getValues().name }]}
            isBusy={edit.isPending}
            onKeepMine={() => void send(organisation.version)}
            onTakeTheirs={() => {
              setBefore(organisation);
              form.setValues({ name: organisation.name ?? '' });
              edit.reset();
            }}
          />
        )}
      </Stack>
    </form>
  );
}
