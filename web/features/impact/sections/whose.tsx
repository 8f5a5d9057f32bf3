import { Alert, Anchor, Group, Select, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../../api/query.ts';
import { counted, figure, range } from '../../../ui/figures.ts';
import { When } from '../../../ui/when.tsx';
import { elementLabel } from '../../../ui/elements.ts';
import { BarTable } from '../parts/bar-table.tsx';
import { Section } from '../../../ui/section.tsx';
import { ToDoubts, ToPersons } from '../parts/to.tsx';
import {
  type Count,
  countryOf,
  type Impact,
  placeOf,
  relations,
  seesPersons,
  whoSeesPersons,
} from '../../../ui/impact-words.ts';
import { Groups } from './groups.tsx';

/** Countries that are named; the rest are summed up. */
const named = 12;

/** Whose data it is: how many at least and at most, and who they are to the organisation. */
export function Whose({ impact }: { readonly impact: Impact }) {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const [chosen, choose] = useState<string>();
  const count = impact.persons.find(({ id }) => id === chosen) ?? impact.persons[0];
  if (count === undefined) {
    return (
      <Section title="Whose is it?">
        <Text c="dimmed">
          {impact.counting ? 'Persons are being counted.' : 'No persons were counted in what was searched.'}
        </Text>
      </Section>
    );
  }
  const mayOpen = seesPersons(shown?.own.role);
  const entities = organisation?.entities ?? [];
  return (
    <Section title="Whose is it?">
      <RangeInWords count={count} mayOpen={mayOpen} />
      {impact.counting && (
        <Alert color="yellow" title="Persons are being counted anew">
          The figures below are of before; they change when the count is done.
        </Alert>
      )}
      {impact.persons.length > 1 && (
        <Select
          label="Counted for"
          description="One count for each part of the incident that you may see. Somebody in two of them is in both counts: they are not to be added up."
          maw={480}
          allowDeselect={false}
          value={count.id}
          onChange={(id) => choose(id ?? undefined)}
          data={impact.persons.map((one) => ({ value: one.id, label: placeOf(one, entities) }))}
        />
      )}
      <Figures count={count} mayOpen={mayOpen} />
      <Groups count={count} mayOpen={mayOpen} />
      {shown !== undefined && !mayOpen && (
        <Text size="sm" c="dimmed">
          You see sums. The list of persons is for {whoSeesPersons}.
        </Text>
      )}
    </Section>
  );
}

/** The range, and why it is one. */
function RangeInWords({ count, mayOpen }: { readonly count: Count; readonly mayOpen: boolean }) {
  const { id, certain, possible, atLeast, countedAt } = count;
  return (
    <Stack gap={4}>
      <Text fz="xl" fw={650}>
        <ToPersons isInText isOpen={mayOpen} count={id}>
          {range(certain, possible)} {possible === 1 ? 'person' : 'persons'}
        </ToPersons>
        {atLeast && ', perhaps more'}
      </Text>
      <Text size="sm" c="dimmed">
        {certain === possible
          ? 'Every record could be told to be of one of them.'
          : `${figure(certain)} are surely different people. Of others two records may be one person or two: ${figure(possible)} is the most there can be.`}{' '}
        {certain !== possible && mayOpen && (
          <>
            <ToDoubts count={id}>Look at these pairs</ToDoubts>{' '}
          </>
        )}
        {atLeast && 'Something is not read yet, or not in whole, so there may be more.'}
      </Text>
      <Text size="sm" c="dimmed">
        Counted <When at={countedAt} />
      </Text>
    </Stack>
  );
}

function Figures({ count, mayOpen }: { readonly count: Count; readonly mayOpen: boolean }) {
  const { id, possible, minors } = count;
  const [isWhole, setWhole] = useState(false);
  const link = { isOpen: mayOpen, count: id };
  const countries = Object.entries(count.countries).toSorted(([, a], [, b]) => b - a);
  const shown = isWhole ? countries : countries.slice(0, named);
  const rest = countries.slice(shown.length).reduce((sum, [, persons]) => sum + persons, 0);
  const byCount = (sums: Readonly<Record<string, number>>) => Object.entries(sums).toSorted(([, a], [, b]) => b - a);
  const countryBars = shown.map(([code, persons]) => ({
    id: code || 'unknown',
    count: persons,
    isUnknown: code === '',
    label: (
      <ToPersons {...link} country={code || 'unknown'}>
        {countryOf(code)}
      </ToPersons>
    ),
  }));
  const more = (
    <Anchor component="button" type="button" size="inherit" ta="start" onClick={() => setWhole(true)}>
      {counted(countries.length - named, 'more country', 'more countries')}
    </Anchor>
  );
  return (
    <Stack gap="lg">
      <Text>
        <ToPersons isInText {...link} minor="true">
          {minors === 0 ? 'None known' : counted(minors, 'person')}
        </ToPersons>{' '}
        {minors === 0 ? 'to be under 18' : 'known to be under 18'}, among {counted(possible, 'person')}; whose date of
        birth is not in the data is not known.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
        <Stack gap={4}>
          <Title order={3}>What they are to you</Title>
          <BarTable
            caption="Persons by relation"
            what="Relation"
            unit="Persons"
            bars={byCount(count.relations).map(([name, persons]) => ({
              id: name,
              count: persons,
              isUnknown: name === 'unknown',
              label: (
                <ToPersons {...link} relation={name as keyof typeof relations}>
                  {relations[name as keyof typeof relations]}
                </ToPersons>
              ),
            }))}
          />
        </Stack>
        <Stack gap={4}>
          <Title order={3}>Where they live</Title>
          <BarTable
            caption="Persons by country"
            what="Country"
            unit="Persons"
            bars={[...countryBars, ...(rest > 0 ? [{ id: 'rest', count: rest, label: more }] : [])]}
          />
        </Stack>
      </SimpleGrid>
      <Stack gap={4}>
        <Group justify="space-between">
          <Title order={3}>What is known of them</Title>
          <Text size="sm">
            <ToPersons {...link}>{mayOpen ? 'List of persons' : ''}</ToPersons>
          </Text>
        </Group>
        <BarTable
          caption="Persons by what is known of them"
          what="Kind"
          unit="Persons"
          most={possible}
          bars={byCount(count.elements).map(([name, persons]) => ({
            id: name,
            count: persons,
            label: (
              <ToPersons {...link} element={name}>
                {elementLabel(name)}
              </ToPersons>
            ),
          }))}
        />
      </Stack>
    </Stack>
  );
}
