import { Button, Group, Progress, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAct } from '../../../api/act.ts';
import { mayWithEvidence } from '../../../ui/evidence-words.ts';
import { percent, size } from '../../../ui/figures.ts';
import { ProblemNote } from '../../../ui/problem-note.tsx';
import { When } from '../../../ui/when.tsx';
import { reasonOf } from '../../../ui/impact-words.ts';
import { inspectionOf, type Role, type Run, type ShownItem } from '../words.ts';
import { Part } from './part.tsx';
import { Passwords } from './passwords.tsx';

interface InspectionProps {
  readonly incident: string;
  readonly item: ShownItem;
  /** The newest of these bytes; undefined where there is none to see. */
  readonly run: Run | undefined;
  readonly role: Role;
}

const changes = ['runs.list', 'runs.show', 'impact.show', 'files.list', 'log.list'] as const;

/** How far an item was searched; stopped, or done again, by those who decide about it. */
export function Inspection({ incident, item, run, role }: InspectionProps) {
  const [isStopping, setStopping] = useState(false);
  const restart = useAct('runs.restart', { changes });
  const decides = mayWithEvidence('inspect', role) && run !== undefined;
  const isOpen = run?.state === 'queued' || run?.state === 'running';
  const hasEnded = run?.state === 'failed' || run?.state === 'cancelled';
  return (
    <Part
      title="Inspection"
      action={
        decides && (
          <Group gap="xs">
            {isOpen && !isStopping && (
              <Button variant="default" size="xs" onClick={() => setStopping(true)}>
                Stop
              </Button>
            )}
            {!isOpen && item.sealedOff === null && (
              <Button
                variant="default"
                size="xs"
                loading={restart.isPending}
                onClick={() => restart.mutate({ params: { incident, run: run.id } })}
              >
                {hasEnded ? 'Inspect again' : 'Inspect by newer rules'}
              </Button>
            )}
          </Group>
        )
      }
    >
      <Text size="sm">{inspectionOf(item, run)}</Text>
      {run?.state === 'running' && (
        <>
          <Progress value={run.bytes === 0 ? 0 : (run.bytesRead / run.bytes) * 100} aria-label="Read so far" />
          <Text size="xs" c="dimmed">
            {size(run.bytesRead)} of {size(run.bytes)} ({percent(run.bytesRead, run.bytes)})
          </Text>
        </>
      )}
      {run !== undefined && run.code !== null && item.sealedOff === null && (
        <Text size="sm">
          {reasonOf(run.code).what} {reasonOf(run.code).remedy}
        </Text>
      )}
      {run !== undefined && run.endedAt !== null && (
        <Text size="xs" c="dimmed">
          Ended <When at={run.endedAt} />
        </Text>
      )}
      <ProblemNote error={restart.error} />
      {isStopping && run !== undefined && <Stop incident={incident} run={run.id} onDone={() => setStopping(false)} />}
      {decides && !isOpen && item.sealedOff === null && <Passwords incident={incident} evidence={item.id} run={run} />}
    </Part>
  );
}

interface StopProps {
  readonly incident: string;
  readonly run: string;
  readonly onDone: () => void;
}

function Stop({ incident, run, onDone }: StopProps) {
  const [reason, setReason] = useState('');
  const cancel = useAct('runs.cancel', { changes, done: onDone });
  return (
    <Stack gap="sm">
      <Textarea
        label="Why (may be left out)"
        autosize
        minRows={2}
        maxLength={20_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <ProblemNote error={cancel.error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone}>
          Let it run
        </Button>
        <Button
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { incident, run }, body: reason.trim() === '' ? {} : { reason } })}
        >
          Stop the inspection
        </Button>
      </Group>
    </Stack>
  );
}
