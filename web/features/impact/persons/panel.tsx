import { Badge, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import { counted, figure } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { elementLabel } from '../../../ui/elements.ts';
import { countryOf, type Person, relationOf } from '../../../ui/impact-words.ts';
import { ageOf } from './columns.tsx';
import { Reveal } from './reveal.tsx';

interface PersonPanelProps {
  /** The count that the number in the address is of. */
  readonly count: { readonly count: string; readonly version: number };
}

/** One person beside the list: masked, until somebody says why they have to know. */
export function PersonPanel({ count }: PersonPanelProps) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { person } = useSearch({ from: '/inside/incidents/$incident/impact/persons' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/persons' });
  const one = useQuery({
    ...ask('persons.list', {
      params: { incident },
      query: { count: count.count, from: person ?? 1, limit: 1 },
    }),
    enabled: person !== undefined,
  });
  const found = one.data?.items.find(({ number }) => number === person);
  return (
    <SidePanel
      title={`Person ${figure(person ?? 0)}`}
      isOpen={person !== undefined}
      onClose={() => void navigate({ search: (before) => ({ ...before, person: undefined }) })}
    >
      <ProblemNote error={one.error} again={() => void one.refetch()} />
      {person !== undefined && one.data === undefined && one.error === null && <Skeleton height={280} />}
      {one.data !== undefined && found === undefined && (
        <Text c="dimmed">There is nobody of this number any more: persons were counted anew.</Text>
      )}
      {found !== undefined && one.data !== undefined && (
        <Stack gap="lg">
          <Known person={found} />
          <Reveal person={found} count={one.data.count} version={one.data.version} />
        </Stack>
      )}
    </SidePanel>
  );
}

function Known({ person }: { readonly person: Person }) {
  const { name, contact, country, minor, records, files, elements } = person;
  const facts = [
    ['Name', name || 'None stated'],
    ['Reached by', contact || 'Nothing stated'],
    ['To you', relationOf(person)],
    ['Country', countryOf(country)],
    ['Age', ageOf(minor)],
    ['Found in', `${counted(records, 'record')} of ${counted(files, 'file')}`],
  ] as const;
  return (
    <Stack gap="sm">
      <Table aria-label="What is known, masked" withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {facts.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" w={120} fw={400} c="dimmed">
                {label}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap={6}>
        {elements.map((element) => (
          <Badge key={element} variant="default" tt="none" fw={500}>
            {elementLabel(element)}
          </Badge>
        ))}
      </Group>
    </Stack>
  );
}
