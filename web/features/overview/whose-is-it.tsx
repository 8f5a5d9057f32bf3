import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { figure, range } from '../../ui/figures.ts';
import { relations } from '../impact/words.ts';
import classes from './overview.module.css';
import { Main, Question } from './question.tsx';
import { type Impact, searchOf } from './searched.ts';

/** Persons as a range, by what they are to the organisation. Two places count one person twice: they are told apart. */
export function WhoseIsIt({ impact, incident }: { readonly impact: Impact; readonly incident: string }) {
  const { persons, counting } = impact;
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
        persons.map((count) => <Counted key={count.id} count={count} isOne={persons.length === 1} />)
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
  readonly isOne: boolean;
}

const places = { facts: 'Facts', counsel: 'Counsel', 'person-concerned': 'Person concerned' } as const;

function Counted({ count, isOne }: CountedProps) {
  const names: Readonly<Record<string, string>> = relations;
  const groups = Object.entries(count.relations).filter(([, persons]) => persons > 0);
  return (
    <>
      {!isOne && (
        <Text size="sm" c="dimmed">
          {places[count.compartment]}
        </Text>
      )}
      <Main>
        {range(count.certain, count.possible)} {count.possible === 1 ? 'person' : 'persons'}
      </Main>
      <Text size="sm" c="dimmed" mb="sm">
        {count.certain === count.possible ? 'All surely distinct' : 'Surely distinct ones, to as many as there can be'}
        {count.atLeast && '. There may be more: not everything was read.'}
      </Text>
      <dl className={classes['list']}>
        {groups
          .toSorted(([, a], [, b]) => b - a)
          .map(([relation, persons]) => (
            <Row key={relation} label={names[relation] ?? relation} persons={persons} />
          ))}
        {count.minors > 0 && <Row label="Minors among them" persons={count.minors} />}
      </dl>
    </>
  );
}

function Row({ label, persons }: { readonly label: string; readonly persons: number }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{figure(persons)}</dd>
    </>
  );
}
