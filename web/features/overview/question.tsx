import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { type Certain, Certainty } from '../../ui/certainty.tsx';
import { When } from '../../ui/when.tsx';
import classes from './overview.module.css';

interface QuestionProps {
  readonly title: string;
  readonly certainty: Certain;
  /** When the answer last changed; undefined where it never did, null where it follows from others. */
  readonly changed?: string | null | undefined;
  /** The one way deeper. */
  readonly deeper?: ReactNode;
  readonly children: ReactNode;
}

/** One of the six: the question, how far its answer is certain, the answer, and where there is more. */
export function Question({ title, certainty, changed, deeper, children }: QuestionProps) {
  const id = useId();
  return (
    <section className={classes['question']} data-certainty={certainty} aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        <div className={classes['mark']}>
          <Certainty of={certainty} />
        </div>
      </Group>
      <div className={classes['answer']}>{children}</div>
      <div className={classes['foot']}>
        <Text span size="xs" c="dimmed">
          {changed === undefined && 'No change yet'}
          {typeof changed === 'string' && (
            <>
              Changed <When at={changed} />
            </>
          )}
          {changed === null && 'Follows from the others; no tasks are kept yet'}
        </Text>
        {deeper}
      </div>
    </section>
  );
}

/** The answer in a few words, large. */
export function Main({ children }: { readonly children: ReactNode }) {
  return (
    <Text fz={22} fw={650} lh={1.3} mb={4}>
      {children}
    </Text>
  );
}
