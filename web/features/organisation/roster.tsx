import { Alert, Button, FileButton, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/query.ts';
import { sendFile } from '../../api/send.ts';
import { Empty } from '../../ui/empty.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { Understood } from './understood.tsx';
import { useOrganisation } from './use-organisation.ts';

/** The list of known people: which persons of a leak are customers, employees, partners, prospects. */
export function RosterSection() {
  const { mayEdit } = useOrganisation();
  const { data, error, refetch } = useQuery(ask('roster.show'));
  const [file, setFile] = useState<File>();
  const pick = mayEdit && file === undefined && (
    <FileButton accept=".csv,text/csv" onChange={(chosen) => setFile(chosen ?? undefined)}>
      {(props) => (
        <Button {...props} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
          {data?.roster == null ? 'Choose a CSV file' : 'Choose another CSV file'}
        </Button>
      )}
    </FileButton>
  );
  return (
    <Section
      title="Roster"
      lead="A list of the people you know: customers, employees, partners, prospects. With it an inspection says who the persons in a leak are to you. Kept sealed; nobody can read it here."
      action={pick}
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={80} />}
      {data !== undefined && data.roster !== null && <Understood what={data.roster} loaded={data.roster} />}
      {data?.roster === null && file === undefined && (
        <Empty title="No roster in use">
          Persons that an inspection finds are of unknown relation until one is loaded.
          {mayEdit &&
            ' A CSV with a header line: a column for the relation, and name, mail or phone; what is understood is shown before anything is kept.'}
        </Empty>
      )}
      {file !== undefined && (
        <Loading key={file.name + file.lastModified} file={file} onDone={() => setFile(undefined)} />
      )}
    </Section>
  );
}

/** What would be understood of a file; then it is loaded, or it is not. */
function Loading({ file, onDone }: { readonly file: File; readonly onDone: () => void }) {
  const queries = useQueryClient();
  const preview = useQuery({
    queryKey: ['roster.preview', file.name, file.size, file.lastModified],
    queryFn: () => sendFile('roster.preview', file, 'text/csv'),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const load = useMutation({
    mutationFn: () => sendFile('roster.load', file, 'text/csv'),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['roster.show'] });
      onDone();
    },
  });
  return (
    <Alert color="gray" icon={<IconFileTypeCsv aria-hidden />} title={file.name} aria-busy={preview.isPending}>
      <Stack gap="sm">
        {preview.isPending && <Text size="sm">Reading it whole; nothing is kept yet.</Text>}
        <ProblemNote error={preview.error ?? load.error} />
        {preview.data !== undefined && <Understood what={preview.data} />}
        <Group>
          {preview.data !== undefined && (
            <Button loading={load.isPending} onClick={() => load.mutate()}>
              Load it
            </Button>
          )}
          <Button variant="default" disabled={load.isPending} onClick={onDone}>
            {preview.error === null ? 'Leave it' : 'Choose another'}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
