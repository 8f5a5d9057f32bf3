import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ask } from '../../api/query.ts';
import { figure, range } from '../../ui/figures.ts';
import { type Person, placeOf, relations, seesPersons } from '../../ui/impact-words.ts';
import classes from './overview.module.css';
import { Main, Question } from './question.tsx';
import { type Impact, searchOf } from './searched.ts';

/** Persons as a range, by what they are to the organisation. Two places count one person twice: they are told apart. */
export function WhoseIsIt({ impact, incident }: { readonly impact: Impact; readonly incident: string }) {
  const { persons, counting } = impact;
  const { data: shown } = useQuery(ask('incidents.show', { params: { incident } }));
  const { data: organisation } = useQuery(ask('organisation.show'));
  const isOne = persons.length === 1;
  const searched = searchOf(impact);
  const isOpen = counting || persons.some(({ atLeast }) => atLeast);
  const certainty =
    persons.length === 0 ? (searched === 'known' && !counting ? 'known' : 'unknown') : isOpen ? 'partial' : 'known';
  const changed = persons
    .map(({ countedAt }) => countedAt)
    .toSorted()
    .at(-1);
  return (
    <Question
      title="Whose is it?"
      certainty={certainty}
      changed={changed}
      deeper={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/incidents/$incident/impact" params={{ incident }} />}
          size="xs"
        >
          Persons
        </Anchor>
      }
    >
      {persons.length === 0 ? (
        <Text>{certainty === 'known' ? 'No person was found in what was read.' : 'Nobody was counted yet.'}</Text>
      ) : (
        persons.map((count) => (
          <Counted
            key={count.id}
            count={count}
            place={isOne ? undefined : placeOf(count, organisation?.entities ?? [])}
            incident={seesPersons(shown?.own.role) ? incident : undefined}
          />
        ))
      )}
      {persons.length > 1 && (
        <Text size="sm" mt="sm">
          Somebody in two of these parts is in both counts: they are not to be added up.
        </Text>
      )}
      {counting && (
        <Text size="sm" mt="sm">
          Being counted: not all that was read is in it yet.
        </Text>
      )}
    </Question>
  );
}

interface CountedProps {
  readonly count: Impact['persons'][number];
  /** Of what part of the incident it is; undefined where there is one alone. */
  readonly place: string | undefined;
  /** Undefined for who works with sums alone. */
  readonly incident: string | undefined;
}

function Counted({ count, place, incident }: CountedProps) {
  const { id, certain, possible, atLeast, minors } = count;
  const groups = Object.entries(count.relations).filter(([, persons]) => persons > 0);
  return (
    <>
      {place !== undefined && (
        <Text size="sm" c="dimmed">
          {place}
        </Text>
      )}
      <Main>
        <To incident={incident} search={{ count: id }}>
          {range(certain, possible)} {possible === 1 ? 'person' : 'persons'}
        </To>
      </Main>
      <Text size="sm" c="dimmed" mb="sm">
        {certain === possible ? 'All surely distinct' : 'Surely distinct ones, to as many as there can be'}
        {atLeast && '. There may be more: not everything was read.'}
      </Text>
      <dl className={classes['list']}>
        {groups
          .toSorted(([, a], [, b]) => b - a)
          .map(([name, persons]) => {
            const relation = name as Person['relation'];
            return (
              <Row key={name} persons={persons}>
                <To incident={incident} search={{ count: id, relation }}>
                  {relations[relation]}
                </To>
              </Row>
            );
          })}
        {minors > 0 && (
          <Row persons={minors}>
            <To incident={incident} search={{ count: id, minor: 'true' }}>
              Minors among them
            </To>
          </Row>
        )}
      </dl>
    </>
  );
}

interface ToProps {
  readonly incident: string | undefined;
  readonly search: { readonly count: string; readonly relation?: Person['relation']; readonly minor?: 'true' };
  readonly children: ReactNode;
}

/** Leads to the persons that a figure counts. */
function To({ incident, search, children }: ToProps) {
  if (incident === undefined) return <>{children}</>;
  return (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link {...props} to="/incidents/$incident/impact/persons" params={{ incident }} search={search} />
      )}
    >
      {children}
    </Anchor>
  );
}

function Row({ persons, children }: { readonly persons: number; readonly children: ReactNode }) {
  return (
    <>
      <dt>{children}</dt>
      <dd>{figure(persons)}</dd>
    </>
  );
}
