import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { call } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { counted } from '../../../ui/figures.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { reasonOf } from '../../../ui/impact-words.ts';
import { PreviewText } from './text.tsx';

interface PreviewDialogProps {
  readonly incident: string;
  readonly evidence: string;
  /** Undefined where none is looked at. */
  readonly file: number | undefined;
  /** Of the item. */
  readonly name: string;
  readonly onClose: () => void;
}

/** The text of a file, masked. To look is an act, which the log tells: it happens when somebody asks for it, and not else. */
export function PreviewDialog({ file, onClose, name, ...item }: PreviewDialogProps) {
  return (
    <Dialog
      isOpen={file !== undefined}
      onClose={onClose}
      size="min(60rem, 100%)"
      title={file === 0 ? `Text of ${name}` : `Text of a file in ${name}`}
    >
      {file !== undefined && <Looking key={`${item.evidence} ${file}`} {...item} file={file} />}
    </Dialog>
  );
}

function Looking({
  incident,
  evidence,
  file,
}: Pick<PreviewDialogProps, 'incident' | 'evidence'> & { readonly file: number }) {
  const look = useMutation({
    mutationFn: () => call('evidence.preview', { params: { incident, evidence }, query: { file } }),
  });
  const { data } = look;
  if (data === undefined) {
    return (
      <Stack gap="md">
        <Text size="sm">
          What Cofferdam recognises in it is masked. What it does not recognise is shown as it is, and may be about
          somebody. Formatting, pictures and scripts are left out: this is text alone. The log tells that you looked.
        </Text>
        <ProblemNote error={look.error} />
        <Group justify="flex-end">
          {look.isPending && (
            <Text size="sm" c="dimmed" role="status">
              Read in a sandbox <Loader size="xs" />
            </Text>
          )}
          <Button disabled={look.isPending} onClick={() => look.mutate()}>
            Show the text
          </Button>
        </Group>
      </Stack>
    );
  }
  const masked = data.segments.filter(({ element }) => element !== null).length;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {data.path !== '' && `${plainPath(data.path.replace(/^!\//, ''))} · `}
        {data.format} · {counted(masked, 'value')} masked. What is not recognised is shown as it is.
      </Text>
      {data.reason !== null && (
        <Text size="sm" role="status">
          <Text span fw={600} size="sm">
            {data.status === 'partial' ? 'Read in part' : 'Unreadable'}:
          </Text>{' '}
          {reasonOf(data.reason).what} {reasonOf(data.reason).remedy}
        </Text>
      )}
      {data.segments.length > 0 && <PreviewText segments={data.segments} />}
      {data.segments.length === 0 && data.reason === null && <Text size="sm">There is no text in it.</Text>}
      {data.more && (
        <Text size="sm" c="dimmed">
          There is more text; this is its beginning.
        </Text>
      )}
    </Stack>
  );
}
