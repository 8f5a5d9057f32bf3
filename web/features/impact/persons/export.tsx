import { Button, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { request } from '../../../api/call.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';

interface ExportPersonsProps {
  readonly count: { readonly count: string; readonly version: number };
}
type Values = 'masked' | 'revealed';

/** The whole list as a file: for somebody, for a reason, each line marked with both in the log. */
export function ExportPersons({ count }: ExportPersonsProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const [isOpen, { open, close }] = useDisclosure();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { recipient: '', reason: '', values: 'masked' as Values },
    validate: {
      recipient: (text) => (text.trim() === '' ? 'Say who gets it.' : null),
      reason: (text) => (text.trim() === '' ? 'Say why.' : null),
    },
  });
  const take = useMutation({
    gcTime: 0,
    mutationFn: async ({ recipient, reason, values }: typeof form.values) => {
      const answer = await request('persons.export', {
        params: { incident, count: count.count },
        body: { version: count.version, recipient: recipient.trim(), reason: reason.trim(), values },
      });
      const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'persons.csv';
      save(await answer.blob(), name);
      close();
      form.reset();
    },
  });
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={open}>
        Export as CSV
      </Button>
      <Dialog title="Export the list of persons" isOpen={isOpen} onClose={close}>
        <form onSubmit={form.onSubmit((values) => take.mutate(values))}>
          <Stack gap="md">
            <Text size="sm" c="dimmed">
              All persons of the count, filters or not. Every line names the recipient and a mark by which the log knows
              the list: a copy that turns up somewhere tells whose it was.
            </Text>
            <TextInput
              label="Who gets it"
              required
              maxLength={300}
              data-autofocus
              key={form.key('recipient')}
              {...form.getInputProps('recipient')}
            />
            <Textarea
              label="Why"
              required
              autosize
              minRows={2}
              maxLength={20_000}
              key={form.key('reason')}
              {...form.getInputProps('reason')}
            />
            <Radio.Group label="Names and contacts" key={form.key('values')} {...form.getInputProps('values')}>
              <Stack gap={6} mt={6}>
                <Radio value="masked" label="Masked" />
                <Radio value="revealed" label="As they are: to write to the persons, for example" />
              </Stack>
            </Radio.Group>
            <ProblemNote error={take.error} />
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={take.isPending}>
                Export
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}

/** Hands bytes to the browser as a download. */
function save(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
