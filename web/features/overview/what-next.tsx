import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Got } from '../../api/contract.ts';
import classes from './overview.module.css';
import { Question } from './question.tsx';
import type { Impact } from './searched.ts';
import { type NextStep, stepsFor, whoCan } from './steps.ts';

interface WhatNextProps {
  readonly impact: Impact;
  readonly clocks: Got<'clocks.list'>;
  readonly incident: Got<'incidents.show'>;
  readonly members: Got<'members.list'>['members'];
}

/** Steps that follow from what is there, with the people who can take them. Nobody is told off for a task: none is kept. */
export function WhatNext(props: WhatNextProps) {
  const steps = stepsFor(props);
  return (
    <Question title="What is next, and who has it?" certainty="partial" changed={null}>
      {steps.length === 0 ? (
        <Text>Nothing that follows from what is there.</Text>
      ) : (
        <ol className={classes['steps']}>
          {steps.map((step) => (
            <li key={step.what}>
              <Way step={step} incident={props.incident.id} />
              <Text size="sm" c="dimmed">
                {whoCan(step, props.members) ?? 'Nobody here can: let somebody in who can'}
              </Text>
            </li>
          ))}
        </ol>
      )}
    </Question>
  );
}

const panels: readonly string[] = ['awareness', 'edit', 'members'];

function Way({ step: { what, leads }, incident }: { readonly step: NextStep; readonly incident: string }) {
  const params = { incident };
  if (panels.includes(leads)) {
    const panel = leads as 'awareness' | 'edit' | 'members';
    return (
      <Anchor renderRoot={(props) => <Link {...props} to="." search={(before) => ({ ...before, panel })} />}>
        {what}
      </Anchor>
    );
  }
  return (
    <Anchor
      renderRoot={(props) => (
        <Link {...props} to={`/incidents/$incident/${leads}` as '/incidents/$incident/clocks'} params={params} />
      )}
    >
      {what}
    </Anchor>
  );
}
