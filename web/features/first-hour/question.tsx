import { Group, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { Certainty } from '../../ui/certainty.tsx';
import { When } from '../../ui/when.tsx';
import classes from './first-hour.module.css';
import type { FirstHourAnswer } from './words.ts';

interface QuestionProps {
  readonly title: string;
  readonly of: FirstHourAnswer['real'];
}

/** A question with its answer, how far it is certain, and where it comes from. */
export function Question({ title, of: { certainty, answer, from, changedAt } }: QuestionProps) {
  const id = useId();
  return (
    <section className={classes['question']} data-certainty={certainty} aria-labelledby={id}>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h3" id={id}>
          {title}
        </Title>
        <Certainty of={certainty} />
      </Group>
      <Text className={classes['answer']}>{answer}</Text>
      <div className={classes['foot']}>
        <Text size="xs" c="dimmed">
          {from}
        </Text>
        <Text size="xs" c="dimmed">
          {changedAt === null ? (
            'No change yet'
          ) : (
            <>
              Last change <When at={changedAt} />
            </>
          )}
        </Text>
      </div>
    </section>
  );
}
