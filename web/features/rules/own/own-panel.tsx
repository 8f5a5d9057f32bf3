import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../../api/query.ts';
import { counted } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { When } from '../../../ui/when.tsx';
import { EndRule } from './end-rule.tsx';
import type { OwnRule } from './fields.ts';
import { OwnForm } from './own-form.tsx';

interface OwnPanelProps {
  /** An id, or `new`. */
  readonly own: string;
  readonly onDone: () => void;
}

/** A rule of the organisation: to be written, tried, put to use, changed and ended. */
export function OwnPanel({ own, onDone }: OwnPanelProps) {
  const { data, error, refetch } = useQuery(ask('own-rules.list'));
  const { data: session } = useQuery(ask('session.show'));
  if (data === undefined || session === undefined)
    return error === null ? <Skeleton h={320} /> : <ProblemNote error={error} again={() => void refetch()} />;
  const rule = data.rules.find((one) => one.rule === own);
  if (own !== 'new' && rule === undefined) return <Text size="sm">There is no such rule.</Text>;
  const decides = session.installationRole === 'admin';
  return (
    <Stack gap="lg">
      {rule !== undefined && <State rule={rule} />}
      <OwnForm key={rule?.version ?? 0} rule={rule} decides={decides} onDone={onDone} />
      {rule?.endedAt === null && decides && <EndRule rule={rule} onDone={onDone} />}
    </Stack>
  );
}

function State({
  rule: { title, rule, version, usedAt, usedBy, endedAt, endedBy, sample },
}: {
  readonly rule: OwnRule;
}) {
  return (
    <Stack gap={4}>
      <Title order={3}>{title}</Title>
      <Text size="sm" c="dimmed">
        {rule}, version {version}. In use since <When at={usedAt} />, by {usedBy.name}, who tried it on{' '}
        {counted(sample.characters, 'character')}, where it found {counted(sample.found, 'value')}.
        {endedAt !== null && (
          <>
            {' '}
            Ended <When at={endedAt} /> by {endedBy?.name}.
          </>
        )}
      </Text>
    </Stack>
  );
}
