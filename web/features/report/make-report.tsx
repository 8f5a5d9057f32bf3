import { Button, Paper, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { request } from '../../api/call.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { saveAs } from './save-as.ts';

type Format = 'pdf' | 'docx';

/** Makes a report for somebody. It is signed and told in the log before it is drawn. */
export function MakeReport({ incident }: { readonly incident: string }) {
  const [format, setFormat] = useState<Format>('pdf');
  const [recipient, setRecipient] = useState('');
  const label = useId();
  const make = useMutation({
    gcTime: 0,
    mutationFn: async (body: { format: Format; recipient: string }) => {
      const answer = await request('reports.make', { params: { incident }, body });
      return saveAs(answer, `report.${body.format}`);
    },
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    make.mutate({ format, recipient: recipient.trim() });
  };
  return (
    <Paper withBorder p="md" bg="var(--paper)" component="section" aria-label="Make the report">
      <form onSubmit={send}>
        <Stack gap="sm">
          <Title order={2}>Make the report</Title>
          <Text size="sm" c="dimmed">
            It holds what you may see, with the signed head of the log, and names who gets it. The log tells that you
            took it.
          </Text>
          <TextInput
            label="Who gets it"
            description="Stands on every page"
            required
            maxLength={300}
            value={recipient}
            onChange={({ currentTarget }) => setRecipient(currentTarget.value)}
          />
          <Stack gap={4}>
            <Text size="sm" fw={500} id={label}>
              As
            </Text>
            <SegmentedControl
              aria-labelledby={label}
              value={format}
              onChange={(value) => setFormat(value as Format)}
              data={[
                { value: 'pdf', label: 'PDF' },
                { value: 'docx', label: 'Word (DOCX)' },
              ]}
            />
          </Stack>
          <ProblemNote error={make.error} />
          <Button
            type="submit"
            loading={make.isPending}
            disabled={recipient.trim() === ''}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Make and download
          </Button>
          <Text size="sm" role="status">
            {make.isPending && 'Being made. Thousands of files take up to a minute.'}
            {make.isSuccess && (
              <>
                <IconCheck size={14} aria-hidden /> Saved as {make.data}
              </>
            )}
          </Text>
        </Stack>
      </form>
    </Paper>
  );
}
