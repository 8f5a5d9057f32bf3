import { Button, Skeleton, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../../../api/contract.ts';
import { ask } from '../../../api/query.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { Section } from '../../../ui/section.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import classes from '../first-hour.module.css';
import { type Decision, mayDecide, whoDecides } from '../words.ts';
import { DecisionForm } from './decision-form.tsx';
import { DecisionItem } from './decision-item.tsx';

interface DecisionsProps {
  readonly incident: string;
  /** What one is in the incident; undefined until it is known. */
  readonly own: Got<'incidents.show'>['own'] | undefined;
  readonly contacts: Got<'first-hour.show'>['contacts'];
}

/** What was decided, with who and when. Nothing is ever changed: a later one takes its place. */
export function Decisions({ incident, own, contacts }: DecisionsProps) {
  const { data, error, refetch } = useQuery(ask('decisions.list', { params: { incident } }));
  const [writing, setWriting] = useState<{ readonly before?: Decision }>();
  const may = own !== undefined && mayDecide(own.role);
  const all = data?.decisions ?? [];
  return (
    <Section
      title="Decisions"
      lead="With who and when. Nothing is changed later: another decision takes its place, and both stand."
      action={
        may && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setWriting({})}>
            Put a decision down
          </Button>
        )
      }
    >
      <ProblemNote error={error} again={() => void refetch()} />
      {data === undefined && error === null && <Skeleton h={80} />}
      {data !== undefined && all.length === 0 && (
        <Text c="dimmed">
          None yet.{' '}
          {may ? 'Put down what you decide now: later nobody will know when, or why.' : `Puts down: ${whoDecides}.`}
        </Text>
      )}
      {all.length > 0 && (
        <ul className={classes['list']}>
          {all.map((decision) => (
            <DecisionItem
              key={decision.id}
              decision={decision}
              {...(may && decision.supersededBy === null && { onSupersede: () => setWriting({ before: decision }) })}
            />
          ))}
        </ul>
      )}
      <SidePanel
        title={writing?.before === undefined ? 'Put a decision down' : 'Decide otherwise'}
        isOpen={writing !== undefined}
        onClose={() => setWriting(undefined)}
      >
        {own !== undefined && writing !== undefined && (
          <DecisionForm
            incident={incident}
            own={own}
            contacts={contacts}
            before={writing.before}
            onDone={() => setWriting(undefined)}
          />
        )}
      </SidePanel>
    </Section>
  );
}
