import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useAct } from '../../api/act.ts';
import type { Got } from '../../api/contract.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { When } from '../../ui/when.tsx';

type Setting = Got<'backup.show'>;
const figures = new Intl.NumberFormat('en');

/** How the last backup ended, when the next one begins, and one out of turn. */
export function BackupState({ setting }: { readonly setting: Setting }) {
  const make = useAct('backup.make', { changes: ['backup.show'] });
  const { state, whole, failed, ended, next } = setting;
  if (state === 'none')
    return (
      <Text size="sm" c="dimmed">
        No backup is made.{' '}
        {whole !== null && (
          <>
            The last one is of <When at={whole.at} />.
          </>
        )}
      </Text>
    );
  const isUnderWay = state === 'waiting' || state === 'running';
  return (
    <>
      {isUnderWay && (
        <Group gap="sm" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">
            {state === 'running'
              ? 'A backup is being made; you can leave this page.'
              : 'The backup begins within seconds.'}
          </Text>
        </Group>
      )}
      {state === 'failed' && ended !== null && (
        <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title="The last backup could not be made">
          <Text size="sm">
            <When at={ended} bare />:{' '}
            {causes[failed ?? ''] ?? `the server says ${failed}, which docs/errors.md explains`}.
            {whole !== null && (
              <>
                {' '}
                The folder still holds that of <When at={whole.at} bare />.
              </>
            )}
          </Text>
        </Alert>
      )}
      {state === 'whole' && whole !== null && (
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <IconCircleCheck size={18} style={{ flex: 'none', marginTop: 2 }} aria-hidden />
          <Text size="sm">
            The last one is whole: <When at={whole.at} />, {figures.format(whole.rows)} rows and{' '}
            {figures.format(whole.files)} {whole.files === 1 ? 'file' : 'files'} of evidence.
          </Text>
        </Group>
      )}
      {whole !== null && whole.missing > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />} title="Files were missing">
          <Text size="sm">
            The vault lacks {figures.format(whole.missing)} files that rows speak of. Whoever runs the machine should
            look for them before they are needed.
          </Text>
        </Alert>
      )}
      <ProblemNote error={make.error} />
      <Group gap="sm">
        <Button
          variant="default"
          size="xs"
          disabled={isUnderWay}
          loading={make.isPending}
          onClick={() => make.mutate({})}
        >
          Back up now
        </Button>
        {next !== null && (
          <Text size="sm" c="dimmed">
            Next: <When at={next} />
          </Text>
        )}
      </Group>
    </>
  );
}

/** What admins can mend by themselves; docs/errors.md has them all. */
const causes: Readonly<Record<string, string>> = {
  'backup-place': 'the folder cannot be written, is in use, or holds something else',
  'disk-full': 'its disk is full',
  'data-disk-full': 'the disk of the data folder is full',
  'not-readable': 'a file could not be read',
  'database-gone': 'the database did not answer',
};
