import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../api/query.ts';
import { compartments } from '../../ui/evidence-words.ts';
import { range } from '../../ui/figures.ts';
import { ExportPersons } from '../impact/persons/export.tsx';

/** The persons as CSV, for a reason: a list leaves with its own mark and its own entry in the log. */
export function ListOfPersons({ incident }: { readonly incident: string }) {
  const { data } = useQuery(ask('impact.show', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const entityOf = (id: string | null): string =>
    id === null ? '' : `, ${organisation?.entities.find((one) => one.id === id)?.name ?? 'one legal entity'}`;
  return (
    <Paper withBorder p="md" bg="var(--paper)" component="section" aria-label="List of persons">
      <Stack gap="sm">
        <Title order={2} size="h3">
          List of persons
        </Title>
        <Text size="sm" c="dimmed">
          The report counts persons and names none. Whoever must write to them takes the list, for a reason.
        </Text>
        {data === undefined && <Skeleton h={36} />}
        {data?.persons.length === 0 && (
          <Text size="sm">{data.counting ? 'Persons are being counted.' : 'Nobody was counted yet.'}</Text>
        )}
        {data?.persons.map(({ id, version, certain, possible, compartment, entity }) => (
          <Stack key={id} gap={4} align="flex-start">
            <Text size="sm">
              {range(certain, possible)} persons
              {data.persons.length > 1 && ` (${compartments[compartment].label}${entityOf(entity)})`}
            </Text>
            <ExportPersons count={{ count: id, version }} />
          </Stack>
        ))}
      </Stack>
    </Paper>
  );
}
