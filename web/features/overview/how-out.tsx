import { Text } from '@mantine/core';
import { Question } from './question.tsx';

/** Nothing of this version follows the way out: said as unknown, in the place where the answer will be. */
export function HowOut() {
  return (
    <Question title="How did it get out?" certainty="unknown">
      <Text mb="xs">Not traced.</Text>
      <Text size="sm" c="dimmed">
        This version does not trace how data circulated. Preserve logs now: many are kept for days or weeks alone.
      </Text>
    </Question>
  );
}
