import { Text } from '@mantine/core';
import { Question } from './question.tsx';

/** Nothing of this version looks for copies: said as unknown, in the place where the answer will be. */
export function WhereElse() {
  return (
    <Question title="Where else is it?" certainty="unknown">
      <Text mb="xs">Not looked for.</Text>
      <Text size="sm" c="dimmed">
        This version does not look for copies, inside or outside. What you find by hand, hand in as evidence with the
        address where it was.
      </Text>
    </Question>
  );
}
