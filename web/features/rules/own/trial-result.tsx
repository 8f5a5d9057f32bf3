import { Alert, List, Stack, Text } from '@mantine/core';
import { elementOf, type Found } from '../words.ts';
import type { Trial } from './fields.ts';

const mostShown = 50;

interface TrialResultProps {
  readonly trial: Trial;
  readonly sample: string;
}

/** What a rule finds in the sample, and what it takes from others. */
export function TrialResult({ trial: { problems, found, displaced }, sample }: TrialResultProps) {
  if (problems.length > 0)
    return (
      <Alert color="yellow" title="It cannot be tried yet">
        {problems.length === 1 ? 'One field is' : `${problems.length} things are`} to be mended above.
      </Alert>
    );
  if (found.length === 0)
    return (
      <Alert color="yellow" title="It finds nothing in the sample">
        Give a sample in which there is something to find. A label that says something else counts against a value.
      </Alert>
    );
  return (
    <Stack gap="sm">
      <Values
        title={found.length === 1 ? 'It finds one value' : `It finds ${found.length} values`}
        values={found}
        sample={sample}
      />
      {displaced.length > 0 && (
        <Values
          title={
            displaced.length === 1
              ? 'Beside it one is found no longer'
              : `Beside it ${displaced.length} are found no longer`
          }
          values={displaced}
          sample={sample}
        />
      )}
    </Stack>
  );
}

interface ValuesProps {
  readonly title: string;
  readonly values: readonly Found[];
  readonly sample: string;
}

function Values({ title, values, sample }: ValuesProps) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm" spacing={2}>
        {values.slice(0, mostShown).map((one) => (
          <List.Item key={`${one.rule} ${one.start}`}>
            <Text span size="sm" c="dimmed">
              {around(sample, one.start - 30, one.start)}
            </Text>
            <Text span size="sm" fw={600} ff="monospace" style={{ overflowWrap: 'anywhere' }}>
              {sample.slice(one.start, one.end)}
            </Text>
            <Text span size="sm" c="dimmed">
              {around(sample, one.end, one.end + 30)}
            </Text>{' '}
            {elementOf(one)}, {Math.round(one.score * 100)} of 100
          </List.Item>
        ))}
      </List>
      {values.length > mostShown && (
        <Text size="sm" c="dimmed">
          The first {mostShown} are shown.
        </Text>
      )}
    </div>
  );
}

/** A piece of the line that a value stands in. */
function around(sample: string, from: number, to: number): string {
  return sample.slice(Math.max(0, from), to).replaceAll('\n', ' ');
}
