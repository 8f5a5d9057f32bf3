import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { elementLabel } from '../../ui/elements.ts';
import { counted, figure } from '../../ui/figures.ts';
import classes from './overview.module.css';
import { Main, Question } from './question.tsx';
import { type Impact, missingOf, searchOf } from './searched.ts';

interface WhatLeakedProps {
  readonly impact: Impact;
  /** When the newest inspection began or ended. */
  readonly changed: string | undefined;
  readonly incident: string;
}

const shown = 5;

/** Kinds of data that were found, with how much was searched for them. */
export function WhatLeaked({ impact, changed, incident }: WhatLeakedProps) {
  const certainty = searchOf(impact);
  const elements = Object.entries(impact.elements).toSorted(([, a], [, b]) => b - a);
  const missing = missingOf(impact);
  return (
    <Question
      title="What leaked?"
      certainty={certainty}
      changed={changed}
      deeper={
        <Anchor
          renderRoot={(props) => <Link {...props} to="/incidents/$incident/impact" params={{ incident }} />}
          size="xs"
        >
          Impact
        </Anchor>
      }
    >
      {certainty === 'unknown' ? (
        <Text>
          {isEmpty(impact) ? 'Nothing was handed in yet.' : 'Nothing of what was handed in was searched yet.'}
        </Text>
      ) : (
        <>
          <Main>
            {elements.length === 0 ? 'Nothing found' : counted(elements.length, 'kind of data', 'kinds of data')}
          </Main>
          <Text size="sm" c="dimmed" mb="sm">
            in {counted(impact.files.inspected + impact.files.partial, 'file')} that{' '}
            {impact.files.inspected + impact.files.partial === 1 ? 'was' : 'were'} read
          </Text>
          <dl className={classes['list']}>
            {elements.slice(0, shown).map(([element, count]) => (
              <Row key={element} incident={incident} element={element} count={count} />
            ))}
          </dl>
          {elements.length > shown && (
            <Text size="sm" c="dimmed" mt={4}>
              and {counted(elements.length - shown, 'kind')} more
            </Text>
          )}
        </>
      )}
      {missing.length > 0 && (
        <Text size="sm" mt="sm">
          Missing: {missing.join(', ')}.
        </Text>
      )}
    </Question>
  );
}

interface RowProps {
  readonly incident: string;
  readonly element: string;
  readonly count: number;
}

function Row({ incident, element, count }: RowProps) {
  const search = { element, order: 'most' } as const;
  return (
    <>
      <dt>
        <Anchor
          size="inherit"
          renderRoot={(props) => (
            <Link {...props} to="/incidents/$incident/impact/files" params={{ incident }} search={search} />
          )}
        >
          {elementLabel(element)}
        </Anchor>
      </dt>
      <dd>{figure(count)}</dd>
    </>
  );
}

const isEmpty = ({ items }: Impact): boolean => Object.values(items).every((count) => count === 0);
