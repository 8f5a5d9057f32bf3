import { Alert, Badge, Button, Chip, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { askAll } from '../../../api/query.ts';
import { counted, figure, percent } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { elementLabel } from '../../../ui/elements.ts';
import type { Finding, InspectedFile } from '../../../ui/impact-words.ts';
import { placeInWords } from './place.ts';
import { sumOf } from './sum.ts';

/** The findings of one file, masked: what, where, by which rule, how sure and why. */
export function FileFindings({ file }: { readonly file: InspectedFile }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { element: wanted, at } = useSearch({ from: '/inside/incidents/$incident/impact/files' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/files' });
  const element = wanted !== undefined && wanted in file.elements ? wanted : undefined;
  const list = useInfiniteQuery({
    ...askAll('findings.list', {
      params: { incident },
      query: { evidence: file.evidence, file: file.number, element, limit: 50 },
    }),
    enabled: sumOf(file) > 0,
  });
  const findings = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const kinds = Object.entries(file.elements).toSorted(([, a], [, b]) => b - a);
  const isCut = list.data !== undefined && !list.hasNextPage && findings.length < sumOf(file, element);
  if (kinds.length === 0) {
    return (
      <Text c="dimmed">
        {file.status === 'unreadable'
          ? 'Whether something is in it is not known.'
          : `Nothing that inspection looks for was found${file.status === 'inspected' ? '' : ' in what was read of it'}.`}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Title order={3}>{counted(sumOf(file), 'finding')}</Title>
      <Chip.Group
        value={element ?? ''}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, element: value || undefined }), replace: true })
        }
      >
        <Group gap={6} role="group" aria-label="Kinds that are shown">
          <Chip value="" size="xs">
            All
          </Chip>
          {kinds.map(([name, count]) => (
            <Chip key={name} value={name} size="xs">
              {elementLabel(name)} {figure(count)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {at !== undefined && (
        <Alert color="blue">The record of the person is marked below, as far as it is listed.</Alert>
      )}
      <ProblemNote error={list.error} again={() => void list.refetch()} />
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {findings.map((finding) => (
          <OneFinding
            key={`${finding.element} ${finding.rule} ${finding.span.start} ${finding.span.end}`}
            finding={finding}
            isMarked={isWithin(finding, at)}
          />
        ))}
      </Stack>
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {isCut && (
        <Text size="sm" c="dimmed">
          Of each rule the first 200 in a file are kept with their place; the counts hold all.
        </Text>
      )}
    </Stack>
  );
}

function isWithin({ span }: Finding, at: string | undefined): boolean {
  const [start = 0, end = 0] = at?.split('-').map(Number) ?? [];
  return at !== undefined && span.start >= start && span.end <= end;
}

function OneFinding({ finding, isMarked }: { readonly finding: Finding; readonly isMarked: boolean }) {
  const { element, rule, score, where, redacted, reasons } = finding;
  return (
    <Paper
      component="li"
      withBorder
      p="sm"
      bg={isMarked ? 'var(--mantine-primary-color-light)' : 'var(--paper)'}
      aria-current={isMarked ? 'location' : undefined}
    >
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {redacted}
        </Text>
        <Badge variant="default" tt="none">
          {elementLabel(element)}
        </Badge>
      </Group>
      <Text size="sm" mt={4}>
        {placeInWords(where)}
      </Text>
      <Text size="xs" c="dimmed" mt={4}>
        {percent(score, 1)} sure by rule <Code>{rule}</Code>:{' '}
        {reasons.map(({ why, by }) => `${why}${signed(by)}`).join('; ')}
      </Text>
    </Paper>
  );
}

/** What only passed a check adds nothing. */
const signed = (by: number): string => (by === 0 ? '' : ` (${by < 0 ? '−' : '+'}${Math.abs(by).toFixed(2)})`);
