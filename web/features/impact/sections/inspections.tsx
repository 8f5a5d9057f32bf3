import { Alert, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../../api/query.ts';
import { counted, percent, rest, size } from '../../../ui/figures.ts';
import { useNow } from '../../../ui/when.tsx';
import { ItemName } from '../parts/item-name.tsx';
import { ToEvidence } from '../parts/to.tsx';
import { reasonOf, type Run } from '../../../ui/impact-words.ts';

/** How many are listed; of more it is said how many. */
const listed = 5;

/** Inspections that run, with rate and rest, those that wait, and those that failed with why. */
export function Inspections() {
  const { incident } = useParams({ from: '/inside/incidents/$incident' });
  const of = (state: Run['state']) => ask('runs.list', { params: { incident }, query: { state, limit: 500 } });
  const running = useQuery(of('running')).data?.items ?? [];
  const queued = useQuery(of('queued')).data?.items ?? [];
  const failed = useQuery(of('failed')).data?.items ?? [];
  if (running.length + queued.length + failed.length === 0) return null;
  return (
    <Stack gap="sm">
      {running.slice(0, listed).map((run) => (
        <RunningNow key={run.id} run={run} />
      ))}
      {running.length > listed && <Text c="dimmed">And {counted(running.length - listed, 'more inspection')}.</Text>}
      {queued.length > 0 && <Text c="dimmed">{counted(queued.length, 'inspection waits', 'inspections wait')}.</Text>}
      {failed.length > 0 && (
        <Alert color="yellow" title={counted(failed.length, 'inspection failed', 'inspections failed')}>
          <Stack gap={4}>
            {failed.slice(0, listed).map(({ id, evidence, code }) => (
              <Text key={id} size="sm">
                <ToEvidence isInText item={evidence}>
                  <ItemName id={evidence} />
                </ToEvidence>
                : {reasonOf(code ?? 'internal').what} {reasonOf(code ?? 'internal').remedy}
              </Text>
            ))}
            {failed.length > listed && <Text size="sm">And {counted(failed.length - listed, 'more')}.</Text>}
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}

function RunningNow({ run }: { readonly run: Run }) {
  const { evidence, bytes, bytesRead } = run;
  const rate = useRate(run);
  const left = rate === undefined ? undefined : rest((bytes - bytesRead) / rate);
  const said = [
    `${size(bytesRead)} of ${size(bytes)}`,
    rate !== undefined && `${size(rate)}/s`,
    left !== undefined && `${left} left`,
  ].filter((one) => typeof one === 'string');
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="wrap">
        <Text size="sm">
          Reading <ItemName id={evidence} />
        </Text>
        <Text size="sm" c="dimmed">
          {said.join(' · ')}
        </Text>
      </Group>
      <Progress
        mt={4}
        value={bytes === 0 ? 0 : (100 * bytesRead) / bytes}
        aria-label={`Read so far: ${percent(bytesRead, bytes)}`}
      />
    </div>
  );
}

interface Seen {
  readonly at: number;
  readonly bytes: number;
}
/** What is seen of a run over so many milliseconds tells how fast it is now. */
const lately = 30_000;

/** Bytes a second: lately, or since it began where it has not been watched for long; undefined while nobody can say. */
function useRate({ bytesRead, startedAt }: Run): number | undefined {
  const now = useNow(1000);
  const [seen, setSeen] = useState<readonly Seen[]>([]);
  if (seen.at(-1)?.bytes !== bytesRead) {
    const before = seen.filter(({ at }) => now - at < lately);
    setSeen([...(before.length > 0 ? before : seen.slice(-1)), { at: now, bytes: bytesRead }]);
  }
  const [first] = seen;
  if (first !== undefined && now - first.at > 3000 && bytesRead > first.bytes) {
    return (1000 * (bytesRead - first.bytes)) / (now - first.at);
  }
  const since = startedAt === null ? 0 : now - Date.parse(startedAt);
  return since > 1000 && bytesRead > 0 ? (1000 * bytesRead) / since : undefined;
}
