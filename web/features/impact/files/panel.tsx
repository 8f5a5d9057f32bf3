import { Alert, Code, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ask } from '../../../api/query.ts';
import { size } from '../../../ui/figures.ts';
import { plainPath } from '../../../ui/plain-path.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { ToEvidence } from '../parts/to.tsx';
import { useItemName } from '../parts/item-name.tsx';
import { type InspectedFile, reasonOf, statuses } from '../../../ui/impact-words.ts';
import { FileFindings } from './findings.tsx';

/** One file beside the list: what it is, what stopped it, and every finding in it. */
export function FilePanel() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { open } = useSearch({ from: '/inside/incidents/$incident/impact/files' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/files' });
  const [evidence = '', number = ''] = open?.split('.') ?? [];
  const name = useItemName(evidence);
  const file = useQuery({
    ...ask('files.list', { params: { incident }, query: { evidence, file: Number(number), limit: 1 } }),
    enabled: open !== undefined,
  });
  const found = file.data?.items[0];
  const close = (): void => void navigate({ search: (before) => ({ ...before, open: undefined, at: undefined }) });
  return (
    <SidePanel title={name} isOpen={open !== undefined} onClose={close}>
      <ProblemNote error={file.error} again={() => void file.refetch()} />
      {open !== undefined && file.data === undefined && file.error === null && <Skeleton height={240} />}
      {file.data !== undefined && found === undefined && (
        <Alert color="gray" title="This file is not shown any more">
          It may have been inspected anew, or sealed off. Close this and look in the list.
        </Alert>
      )}
      {found !== undefined && (
        <Stack gap="lg">
          <About file={found} />
          <FileFindings file={found} />
        </Stack>
      )}
    </SidePanel>
  );
}

function About({
  file: { evidence, number, path, status, reason, format, mediaType, bytes, sha256 },
}: {
  readonly file: InspectedFile;
}) {
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Inside it', path === '' ? 'The item itself' : <Code key="path">{plainPath(path)}</Code>],
    ['Format', `${format} (${mediaType})`],
    ['Size', size(bytes)],
    ['SHA-256', sha256 === null ? 'Not known: it was not read to its end' : <Code key="hash">{sha256}</Code>],
    ['Read', `${statuses[status].label}. ${statuses[status].hint}.`],
  ];
  return (
    <Stack gap="sm">
      <Table aria-label="About the file" withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" w={120} fw={400} c="dimmed" style={{ verticalAlign: 'top' }}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {status !== 'unreadable' && sha256 !== null && (
        <Text size="sm">
          <ToEvidence item={evidence} file={number}>
            Its text, with what was found masked
          </ToEvidence>
        </Text>
      )}
      {reason !== null && (
        <Alert color="yellow" title={reasonOf(reason).what}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{reasonOf(reason).remedy}</Text>
            <Code>{reason}</Code>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}
