import { Button, Code, Group, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useAct } from '../../api/act.ts';
import { ask } from '../../api/query.ts';
import { problemOf } from '../../api/problem.ts';
import { Conflict } from '../../ui/conflict.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { BackupState } from './backup-state.tsx';

/** Where the server puts a backup every day, and how the last one ended. For admins. */
export function BackupSection() {
  const setting = useQuery({
    ...ask('backup.show'),
    // Until the first one has ended, and while one runs, something changes by itself.
    refetchInterval: ({ state: { data } }) => (data?.state === 'waiting' || data?.state === 'running' ? 2000 : 60_000),
  });
  const { data, error, refetch } = setting;
  return (
    <Section
      title="Backup"
      lead="Every day the server writes a sealed backup of rows and evidence into a folder of its machine. The master key is not in it: keep that, and the halves of the recovery key, apart."
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={96} />}
      {data !== undefined && (
        <>
          <FolderForm key={data.folder} folder={data.folder} version={data.version} onRead={() => refetch()} />
          <BackupState setting={data} />
          <Text size="xs" c="dimmed">
            By hand, or from a schedule of your own: <Code>cofferdam backup {data.folder ?? 'FOLDER'}</Code>
          </Text>
        </>
      )}
    </Section>
  );
}

interface FolderFormProps {
  readonly folder: string | null;
  readonly version: number;
  readonly onRead: () => Promise<unknown>;
}

function FolderForm({ folder, version, onRead }: FolderFormProps) {
  const form = useForm({
    initialValues: { folder: folder ?? '' },
    validate: {
      folder: (path) => (path.trim().startsWith('/') ? null : 'From the root on, such as /srv/backup/cofferdam'),
    },
  });
  const set = useAct('backup.set', { changes: ['backup.show'] });
  const isClash = set.error !== null && problemOf(set.error).code === 'changed-meanwhile';
  const send = async (path: string | null): Promise<void> => {
    await set.mutateAsync({ body: { folder: path }, version }).catch(onRead);
  };
  return (
    <form onSubmit={form.onSubmit(({ folder: path }) => void send(path.trim()))}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Folder on the machine of the server"
            description="Best on another disk. It is made where it is missing; else it is empty, or holds an earlier backup."
            placeholder="/srv/backup/cofferdam"
            required
            maxLength={300}
            flex="1 1 280px"
            maw={520}
            spellCheck={false}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            {...form.getInputProps('folder')}
          />
          <Button type="submit" loading={set.isPending} disabled={form.values.folder.trim() === (folder ?? '')}>
            {folder === null ? 'Back up there' : 'Save'}
          </Button>
          {folder !== null && (
            <Button variant="default" disabled={set.isPending} onClick={() => void send(null)}>
              Stop the daily backup
            </Button>
          )}
        </Group>
        {!isClash && <ProblemNote error={set.error} />}
        {isClash && (
          <Conflict
            clashes={[{ label: 'Folder', theirs: folder ?? 'none', yours: form.values.folder }]}
            isBusy={set.isPending}
            onKeepMine={() => void send(form.values.folder.trim())}
            onTakeTheirs={() => {
              form.setValues({ folder: folder ?? '' });
              set.reset();
            }}
          />
        )}
      </Stack>
    </form>
  );
}
