import { Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { ask } from '../../../api/query.ts';
import { figure, percent } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { elementGroups, elementLabel } from '../elements.ts';
import { ToPersons } from '../parts/to.tsx';
import { type Count, relations } from '../words.ts';
import classes from './groups.module.css';

const inOrder = elementGroups.flatMap(({ elements }) => elements);

/** Whose elements they are: a column for each group of persons, the darker the more of the group have it. */
export function Groups({ count, mayOpen }: { readonly count: Count; readonly mayOpen: boolean }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data, error, refetch } = useQuery(
    ask('persons.groups', { params: { incident }, query: { count: count.id } }),
  );
  const groups = data?.groups.toSorted((a, b) => b.persons - a.persons);
  // One group says no more than the table before.
  if (groups !== undefined && groups.length < 2) return null;
  const there = inOrder.filter((name) => (count.elements[name] ?? 0) > 0);
  return (
    <Stack gap={4}>
      <Title order={3}>What is known of whom</Title>
      <Text size="sm" c="dimmed">
        Persons of each group of whom it is known; the darker, the larger a part of the group.
      </Text>
      <ProblemNote error={error} again={() => void refetch()} />
      {groups === undefined && error === null && <Skeleton height={36 * (there.length + 1)} />}
      {groups !== undefined && (
        <Table.ScrollContainer minWidth={160 + 120 * groups.length}>
          <Table aria-label="Persons by relation and by what is known of them" withRowBorders={false}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Kind</Table.Th>
                {groups.map(({ relation, persons }) => (
                  <Table.Th key={relation} ta="end">
                    {relations[relation]}
                    <Text size="xs" c="dimmed">
                      {figure(persons)}
                    </Text>
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {there.map((element) => (
                <Table.Tr key={element}>
                  <Table.Th scope="row" fw={400}>
                    {elementLabel(element)}
                  </Table.Th>
                  {groups.map(({ relation, persons, elements }) => {
                    const own = elements[element] ?? 0;
                    return (
                      <Table.Td
                        key={relation}
                        ta="end"
                        className={classes['cell']}
                        style={{ '--share': own === 0 ? '0%' : `${Math.max(6, (60 * own) / persons)}%` }}
                        title={`${percent(own, persons)} of the group`}
                      >
                        {own === 0 ? (
                          '0'
                        ) : (
                          <ToPersons isOpen={mayOpen} count={count.id} relation={relation} element={element}>
                            {figure(own)}
                          </ToPersons>
                        )}
                      </Table.Td>
                    );
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
