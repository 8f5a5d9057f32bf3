import { Alert, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { problemOf } from '../../../api/problem.ts';
import { ask } from '../../../api/query.ts';
import { Empty } from '../../../ui/empty.tsx';
import { counted, figure } from '../../../ui/figures.ts';
import { LongGrid } from '../../../ui/long-grid/long-grid.tsx';
import { useTitle } from '../../../ui/page-head.tsx';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { seesPersons, whoSeesPersons } from '../../../ui/impact-words.ts';
import { NotCounted } from '../parts/counts.tsx';
import { ToDoubts } from '../parts/to.tsx';
import { columns } from './columns.tsx';
import { ExportPersons } from './export.tsx';
import { PersonFilters } from './filters.tsx';
import { PersonPanel } from './panel.tsx';
import { usePersons } from './use-persons.ts';

/** The persons of a count, masked: a million of them as well as ten. */
export function ImpactPersons() {
  useTitle('Persons');
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  if (shown === undefined) return <Skeleton height={480} />;
  if (!seesPersons(shown.own.role)) {
    return (
      <Empty title="Persons one by one are not for your role">
        The list is for {whoSeesPersons} of this incident. How many there are, and what is known of them, is in the
        summary.
      </Empty>
    );
  }
  return <Persons />;
}

function Persons() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const { person, ...filter } = useSearch({ from: '/inside/incidents/$incident/impact/persons' });
  const navigate = useNavigate({ from: '/incidents/$incident/impact/persons' });
  const { data: impact } = useQuery(ask('impact.show', { params: { incident } }));
  const { index, personAt, onSight, error, again } = usePersons(incident, filter);
  const found = index.data;
  const count = impact?.persons.find(({ id }) => id === found?.count);
  if (error !== null && problemOf(error).code === 'nothing-there') return <NotCounted what="the list" />;
  return (
    <>
      <PersonFilters count={count} />
      <ProblemNote error={error} again={again} />
      {impact?.counting === true && (
        <Alert color="yellow">Persons are being counted anew. This is the list of before.</Alert>
      )}
      <Group justify="space-between" mih={36}>
        <Text role="status">
          {found !== undefined &&
            (found.persons === count?.possible || count === undefined
              ? counted(found.persons, 'person')
              : `${figure(found.persons)} of ${counted(count.possible, 'person')}`)}
          {count?.certain !== count?.possible && count !== undefined && (
            <Text span size="sm" c="dimmed">
              {' '}
              · <ToDoubts count={count.id}>some may be one person in two rows</ToDoubts>
            </Text>
          )}
        </Text>
        {found !== undefined && <ExportPersons count={found} />}
      </Group>
      {found?.persons === 0 && <Empty title="Nobody fits">No person of this count fits these filters.</Empty>}
      {found?.persons !== 0 && error === null && (
        <LongGrid
          label="Persons, masked"
          columns={columns}
          rows={found?.persons ?? 12}
          rowAt={personAt}
          onSight={onSight}
          onOpen={({ number }) => void navigate({ search: (before) => ({ ...before, person: number }) })}
          isOpen={({ number }) => number === person}
          minWidth="60rem"
        />
      )}
      {found !== undefined && <PersonPanel key={person} count={found} />}
    </>
  );
}
