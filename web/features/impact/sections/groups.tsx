import { Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { counted, figure, percent } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { elementGroups, elementLabel } from '../../../ui/elements.ts';
import { ToPersons } from '../parts/to.tsx';
import { type Count, relations } from '../../../ui/impact-words.ts';
import classes from './groups.module.css';

type Group = Got<'persons.groups'>['groups'][number];
const inOrder = elementGroups.flatMap(({ elements }) => elements);

interface GroupsProps {
  readonly count: Count;
  readonly mayOpen: boolean;
}

/** Whose elements they are: a column for each group of persons, with a bar for how large a part of the group has it. */
export function Groups({ count, mayOpen }: GroupsProps) {
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
      <Text size="sm" c="dimmed" maw={640}>
        {groups === undefined
          ? 'Persons of each group of whom it is known.'
          : groups.map((group) => weightiestOf(group)).join(' ')}
      </Text>
      <ProblemNote error={error} again={() => void refetch()} />
      {groups === undefined && error === null && <Skeleton height={48 * (there.length + 1)} />}
      {groups !== undefined && (
        <Table.ScrollContainer minWidth={160 + 136 * groups.length}>
          <Table aria-label="Persons by relation and by what is known of them" layout="fixed">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={160}>Kind</Table.Th>
                {groups.map(({ relation, persons }) => (
                  <Table.Th key={relation}>
                    <ToPersons isOpen={mayOpen} count={count.id} relation={relation}>
                      {relations[relation]}
                    </ToPersons>
                    <Text size="xs" c="dimmed">
                      {counted(persons, 'person')}
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
                  {groups.map((group) => (
                    <Share key={group.relation} group={group} element={element} count={count} mayOpen={mayOpen} />
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

interface ShareProps extends GroupsProps {
  readonly group: Group;
  readonly element: string;
}

/** Picture and figures of one part of a group. Those of whom it is not known what they are to the organisation are dashed. */
function Share({ group: { relation, persons, elements }, element, count, mayOpen }: ShareProps) {
  const own = elements[element] ?? 0;
  return (
    <Table.Td className={classes['cell']} data-unknown={relation === 'unknown'}>
      <div className={classes['figure']}>
        {own === 0 ? (
          '0'
        ) : (
          <ToPersons isOpen={mayOpen} count={count.id} relation={relation} element={element}>
            {figure(own)}
          </ToPersons>
        )}
        <Text span size="xs" c="dimmed">
          {percent(own, persons)}
        </Text>
      </div>
      <div className={classes['of']} aria-hidden="true">
        {own > 0 && <div className={classes['bar']} style={{ inlineSize: `max(3px, ${(100 * own) / persons}%)` }} />}
      </div>
    </Table.Td>
  );
}

/** The weightiest that is known of anybody of a group, in a sentence. */
function weightiestOf({ relation, persons, elements }: Group): string {
  const [first] = inOrder.filter((name) => (elements[name] ?? 0) > 0);
  if (first === undefined) return `${relations[relation]}: nothing that inspection looks for.`;
  const own = elements[first] ?? 0;
  const part = own === persons ? 'all' : `${figure(own)} (${percent(own, persons)})`;
  return `${relations[relation]}: the weightiest is ${inSentence(elementLabel(first))}, of ${part} of ${figure(persons)}.`;
}

/** `IP address` and `IBAN` keep their capitals. */
const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
